import type { ChoiceGroup, ModelChoice } from './model-choice';
import { searchOf } from './model-search';

export type ModelRow =
  | { kind: 'head'; key: string; title: string; count: number | null; problem: string | null }
  | { kind: 'model'; key: string; choice: ModelChoice; at: number; isPinned: boolean };

type Picked = { pinned: readonly string[]; recent: readonly string[] };

/** The list of the picker: pinned and recent ones first, then each provider, then the name as it is typed. */
export function rowsOf(
  groups: readonly ChoiceGroup[],
  { pinned, recent }: Picked,
  typed: string,
): { rows: ModelRow[]; choices: ModelChoice[] } {
  const isFound = searchOf(typed);
  const byId = choicesById(groups);
  const listed = (names: readonly string[]) => names.flatMap((name) => byId.get(name) ?? []);
  const first = new Set([...pinned, ...recent]);
  const lists = [
    { title: 'Pinned', problem: null, choices: listed(pinned) },
    {
      title: 'Recent',
      problem: null,
      choices: listed(recent.filter((name) => !pinned.includes(name))),
    },
    ...groups.map((group) => ({
      ...group,
      choices: group.choices.filter(({ id }) => !first.has(id)),
    })),
  ];
  const rows: ModelRow[] = [];
  const choices: ModelChoice[] = [];
  const add = (list: string, choice: ModelChoice) => {
    const isPinned = pinned.includes(choice.id);
    rows.push({ kind: 'model', key: `${list} ${choice.id}`, choice, at: choices.length, isPinned });
    choices.push(choice);
  };
  lists.forEach(({ title, problem, choices: all }, at) => {
    const found = typed === '' ? all : all.filter(isFound);
    // One that does not answer says so, also when it has never listed anything.
    if (found.length === 0 && (problem === null || typed !== '')) return;
    const count = at < 2 ? null : found.length;
    if (title !== '') rows.push({ kind: 'head', key: `${at} ${title}`, title, count, problem });
    for (const choice of found) add(String(at), choice);
  });
  if (typed !== '' && !byId.has(typed)) add('typed', asTyped(typed));
  return { rows, choices };
}

const known = new WeakMap<readonly ChoiceGroup[], Map<string, ModelChoice>>();

/** Once for all that is typed. */
function choicesById(groups: readonly ChoiceGroup[]): Map<string, ModelChoice> {
  const found =
    known.get(groups) ??
    new Map(groups.flatMap(({ choices }) => choices.map((each) => [each.id, each])));
  known.set(groups, found);
  return found;
}

function asTyped(id: string): ModelChoice {
  const nothing = { provider: null, facts: null, isFree: false, isDead: false };
  return { ...nothing, id, note: 'as typed', text: '' };
}
