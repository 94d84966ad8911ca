import type { RuleFields } from '#contract/wire/retention';
import { filterWords } from '@/components/filter-text';
import { formatDays } from '@/lib/format';

/** A piece of a rule's sentence; `isToken`: what somebody chose. */
type Piece = { text: string; isToken: boolean };

/** A rule as a sentence: "Delete completions older than 30 days where model=gpt-x, except keep=true". */
export function ruleSentence(rule: RuleFields): string {
  return rulePieces(rule)
    .map(({ text }) => text)
    .join('');
}

/** The same in pieces, so that what somebody chose can stand out. */
export function rulePieces({ action, older_than_days, where, except }: RuleFields): Piece[] {
  const exemptions = except.map((each) =>
    each.value === null ? `any ${exemptionLine(each)}` : exemptionLine(each),
  );
  return [
    { text: action === 'delete' ? 'Delete' : 'Remove the texts of', isToken: true },
    { text: ' completions older than ', isToken: false },
    { text: formatDays(older_than_days), isToken: true },
    ...listed(' where ', filterWords(where), ' and '),
    ...listed(', except ', exemptions, ' or '),
  ];
}

function listed(before: string, tokens: readonly string[], between: string): Piece[] {
  return tokens.flatMap((text, index) => [
    { text: index === 0 ? before : between, isToken: false },
    { text, isToken: true },
  ]);
}

/**
 * Lines such as `keep=true` or `keep`; null when one cannot be read. What a line cannot say plainly, such as a key with
 * an equals sign, stands in quotes, written as in JSON: `"a=b"=c`.
 */
export function readExemptions(text: string): RuleFields['except'] | null {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map(readExemption);
  const read = lines.filter((line) => line !== null);
  return read.length < lines.length ? null : read;
}

export function exemptionText(except: RuleFields['except']): string {
  return except.map(exemptionLine).join('\n');
}

function exemptionLine({ key, value }: RuleFields['except'][number]): string {
  const name = key.includes('=') ? JSON.stringify(key) : plainOrQuoted(key);
  return value === null ? name : `${name}=${plainOrQuoted(value)}`;
}

const QUOTED = /^"(?:[^"\\]|\\.)*"/;

function readExemption(line: string): RuleFields['except'][number] | null {
  const equals = line.indexOf('=', QUOTED.exec(line)?.[0].length ?? 0);
  const key = unquoted(equals === -1 ? line : line.slice(0, equals));
  const value = equals === -1 ? null : unquoted(line.slice(equals + 1));
  return !key || value === undefined ? null : { key, value };
}

/** Undefined for quotes that do not close, or hold what JSON does not know. */
function unquoted(text: string): string | undefined {
  const part = text.trim();
  if (!part.startsWith('"')) return part;
  try {
    const value: unknown = JSON.parse(part);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

function plainOrQuoted(part: string): string {
  const isPlain = part === part.trim() && !/^"|[\r\n]/.test(part);
  return isPlain ? part : JSON.stringify(part);
}
