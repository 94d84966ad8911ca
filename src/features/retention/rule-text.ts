import { type Filter, FILTER_FIELDS, filterName, readFilters, type Unread } from '#contract/filter';
import type { RuleFields } from '#contract/wire/retention';
import { filterText, filterWord, filterWords } from '@/components/filter-text';
import { tokensOf } from '@/components/filters/tokens';
import { formatDays } from '@/lib/format';

/** What somebody chooses of a rule. */
export type RulePart = 'action' | 'days' | 'where' | 'except';

/** A piece of a rule's sentence; `part`: it was chosen, as the one `at` this place of several. */
export type Piece = { text: string; part?: RulePart; at: number };

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
    { text: action === 'delete' ? 'Delete' : 'Remove the texts of', part: 'action', at: 0 },
    { text: ' completions older than ', at: 0 },
    { text: formatDays(older_than_days), part: 'days', at: 0 },
    ...listed('where', ' where ', conditions(where), ' and '),
    ...listed(
      'except',
      ', except ',
      exemptions.map((text, at) => ({ text, at })),
      ' or ',
    ),
  ];
}

type Said = { text: string; at: number };

/** The conditions of a filter in words, each with its first place: several values of one name are one, "env=a or b". */
function conditions(where: string): Said[] {
  const { filters } = readFilters(new URLSearchParams(where));
  const tokens = tokensOf(filters);
  return filterWords(where).flatMap((text, at): Said[] => {
    const filter = filters[conditionAt(where, at).condition];
    const token = filter && tokens.find((each) => each.filters.includes(filter));
    if (!token || token.filters.length < 2) return [{ text, at }];
    return token.filters[0] === filter ? [{ text: groupWords(token.filters), at }] : [];
  });
}

function groupWords(filters: readonly Filter[]): string {
  const [first] = filters;
  const isAny = first && ['names', 'states', 'any'].includes(FILTER_FIELDS[first.field].kind);
  if (!isAny) return filters.map(filterWord).join(' and ');
  return `${filterText(first).name}=${filters.map(({ value }) => value).join(' or ')}`;
}

function listed(part: RulePart, before: string, said: readonly Said[], between: string): Piece[] {
  return said.flatMap(({ text, at }, index) => [
    { text: index === 0 ? before : between, at },
    { text, part, at },
  ]);
}

/** The filter of a rule as it is saved; what cannot be read stays in it until somebody takes it out. */
export function whereText(filters: readonly Filter[], unread: readonly Unread[]): string {
  return String(
    new URLSearchParams([
      ...filters.map((filter) => [filterName(filter), filter.value]),
      ...unread.map(({ name, value }) => [name, value]),
    ]),
  );
}

/** Where a word of {@link filterWords} stands among the conditions, or among what cannot be read; -1: not there. */
export function conditionAt(
  where: string,
  at: number | null,
): Record<'condition' | 'problem', number> {
  if (at === null) return { condition: -1, problem: -1 };
  const pairs = [...new URLSearchParams(where)];
  const before = readFilters(pairs.slice(0, at));
  const isRead = readFilters(pairs.slice(0, at + 1)).filters.length > before.filters.length;
  return {
    condition: isRead ? before.filters.length : -1,
    problem: isRead ? -1 : before.unread.length,
  };
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
