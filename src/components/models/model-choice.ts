import type { ModelGroup, OfferedModel } from '#contract/wire/models';
import { folded } from '#contract/folded';
import { formatTokens } from '@/lib/format';

/** A model that can be chosen, with what it is found by. */
export type ModelChoice = {
  id: string;
  /** Beside the name where nothing else is known. */
  note: string | undefined;
  provider: string | null;
  /** Null for a source that says no more than names. */
  facts: OfferedModel | null;
  /** Nobody asks for money. */
  isFree: boolean;
  /** Its provider does not answer. */
  isDead: boolean;
  /** Folded. */
  text: string;
};

export type ChoiceGroup = {
  title: string;
  problem: string | null;
  choices: ModelChoice[];
};

/** Of each answer once: the picker is opened more often than its list is loaded. */
const made = new WeakMap<readonly ModelGroup[], ChoiceGroup[]>();

/** Of a server that says what its models can do. */
export function choicesOf(groups: readonly ModelGroup[]): ChoiceGroup[] {
  const known = made.get(groups);
  if (known) return known;
  const choices = groups.map(choiceGroup);
  made.set(groups, choices);
  return choices;
}

function choiceGroup({ provider, problem, local, models }: ModelGroup): ChoiceGroup {
  return {
    title: provider ?? 'Aliases',
    problem,
    choices: models.map((facts) => ({
      id: facts.id,
      note: facts.leads_to === null ? undefined : `is ${facts.leads_to}`,
      provider,
      facts,
      isFree: local && facts.input === null,
      isDead: problem !== null,
      text: folded(`${facts.id} ${provider ?? ''} ${abilitiesOf(facts).join(' ')}`),
    })),
  };
}

/** Of any other: one group, with what the source says beside a name. */
export function namedChoices(models: readonly { id: string; owned_by?: unknown }[]): ChoiceGroup[] {
  const choices = models.map(({ id, owned_by }) => {
    const note = typeof owned_by === 'string' ? owned_by : undefined;
    const text = folded(`${id} ${note ?? ''}`);
    return { id, note, provider: null, facts: null, isFree: false, isDead: false, text };
  });
  return choices.length === 0 ? [] : [{ title: '', problem: null, choices }];
}

export function abilitiesOf({ sees, tools, schema, reasons }: OfferedModel): string[] {
  const all = { sees, tools, schema, reasons };
  return Object.entries(all).flatMap(([name, can]) => (can === true ? [name] : []));
}

/** "400K", or nothing where it is not known. */
export function contextText({ context }: OfferedModel): string {
  return context === null ? '' : formatTokens(context);
}

/** "$1.25 / $10": a million tokens in and out. */
export function priceText({ facts, isFree }: ModelChoice): string {
  if (facts?.input != null && facts.output !== null)
    return `${rateText(facts.input)} / ${rateText(facts.output)}`;
  return isFree ? 'free, runs here' : '';
}

export function rateText(dollars: number): string {
  return `$${Number(dollars.toFixed(4))}`;
}
