import type { OfferedModel } from '#contract/wire/models';
import { folded } from '#contract/folded';
import type { ModelChoice } from './model-choice';

type Ability = 'sees' | 'tools' | 'schema' | 'reasons';

/** Words for what a model can do. */
const ABILITIES = new Map<string, Ability>([
  ...['sees', 'vision', 'image', 'images'].map((word) => [word, 'sees'] as const),
  ...['tools', 'tool', 'functions'].map((word) => [word, 'tools'] as const),
  ...['schema', 'json', 'structured'].map((word) => [word, 'schema'] as const),
  ...['reasons', 'reasoning', 'thinking'].map((word) => [word, 'reasons'] as const),
]);
const FILLERS = new Set(['can', 'and', 'with', 'context']);

type Test = (choice: ModelChoice) => boolean;

/**
 * What is typed as a test: words in any order, each found in the name, the provider or the abilities; "under $1" is the
 * price of a million tokens in, "200K" and "1M" are a context of at least that.
 */
export function searchOf(typed: string): Test {
  let limit: number | null = null;
  const rest = folded(typed).replace(
    /(?:\b(?:under|below)|<)\s*\$?\s*(\d+(?:\.\d+)?)/,
    (_, dollars: string) => {
      limit = Number(dollars);
      return ' ';
    },
  );
  const words = rest.split(/\s+/).filter((word) => word !== '' && !FILLERS.has(word));
  const tests = words.map(testOf);
  const most = limit;
  if (most !== null) tests.push((choice) => costsLess(choice, most));
  return (choice) => tests.every((test) => test(choice));
}

function testOf(word: string): Test {
  const ability = ABILITIES.get(word);
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(k|m)\+?$/.exec(word) ?? [];
  const least = amount === undefined ? null : Number(amount) * (unit === 'm' ? 1e6 : 1e3);
  return (choice) =>
    choice.text.includes(word) ||
    (ability !== undefined && choice.facts?.[ability] === true) ||
    (word === 'free' && (choice.isFree || choice.facts?.input === 0)) ||
    (least !== null && holds(choice.facts, least));
}

function holds(facts: OfferedModel | null, least: number): boolean {
  return facts !== null && facts.context !== null && facts.context >= least;
}

function costsLess({ facts, isFree }: ModelChoice, limit: number): boolean {
  return isFree || (facts !== null && facts.input !== null && facts.input < limit);
}
