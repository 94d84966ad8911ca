import { answeredCall } from '#contract/message/calls';
import { textOf } from '#contract/message/read-message';
import { isInstruction } from '@/components/message/is-instruction';
import { attachmentsOf } from '../attachments/attachment';
import { editIn } from '../turns/edits';
import { messageOf, type PromptTurn, type Turn } from '../turns/conversation';
import type { Conversation } from '../turns/playground-store';
import { shownTurns } from '../turns/turn-tree';

/** One prompt of each column beside those of the others; null where a column has none there. */
type PromptRow = {
  kind: 'prompt';
  role: string;
  cells: (PromptTurn | null)[];
  /** The same words in every column. */
  isShared: boolean;
};

/** What each column has to say to the prompts above: answers, and what tools gave back in between. */
type AnswerRow = { kind: 'answer'; cells: Turn[][] };

export type SheetRow = PromptRow | AnswerRow;

type Exchange = { prompts: PromptTurn[]; replies: Turn[] };

/**
 * The columns as rows: instructions first, then each prompt with the answers to it. What is being changed in one column
 * alone, by the keys of `edited`, stands in columns already.
 */
export function sheetRows(
  columns: readonly Conversation[],
  edited: ReadonlySet<string>,
): SheetRow[] {
  const typed = (cell: PromptTurn | null, at: number) =>
    cell && JSON.stringify([editIn(columns[at]?.edits ?? {}, cell.key), edited.has(cell.key)]);
  const isShared = (cells: PromptRow['cells']) =>
    isSame(cells) && new Set(cells.map(typed)).size === 1;
  const parts = columns.map((column) => partsOf(shownTurns(column)));
  const exchanges = parts.map((part) => part.exchanges);
  const inStep = exchanges.map((own) => keptInStep(own, exchanges));
  const count = Math.max(1, ...inStep.map(({ length }) => length));
  const instructions = promptRows(
    parts.map((part) => part.instructions),
    isShared,
    'system',
  );
  const rows = Array.from({ length: count }, (_, at): SheetRow[] => {
    const each = inStep.map((own) => own[at]);
    const prompts = promptRows(
      each.map((exchange) => exchange?.prompts ?? []),
      isShared,
    );
    const cells = each.map((exchange) => exchange?.replies ?? []);
    return [...prompts, { kind: 'answer', cells }];
  });
  return [...instructions, ...rows.flat()];
}

function partsOf(turns: readonly Turn[]): { instructions: PromptTurn[]; exchanges: Exchange[] } {
  const first = turns.findIndex((turn) => !isInstructing(turn));
  const from = first < 0 ? turns.length : first;
  const exchanges: Exchange[] = [];
  for (const turn of turns.slice(from)) {
    let last = exchanges.at(-1);
    const isAsked = isPrompt(turn);
    if (!last || (isAsked && last.replies.length > 0)) {
      last = { prompts: [], replies: [] };
      exchanges.push(last);
    }
    if (isAsked) last.prompts.push(turn);
    else last.replies.push(turn);
  }
  return { instructions: turns.slice(0, from).filter(isPrompt), exchanges };
}

/** A column that was not asked before others went on: what all were told next stands in one line. */
function keptInStep(own: readonly Exchange[], columns: readonly Exchange[][]): Exchange[] {
  const kept = [...own];
  for (let at = 0; at < kept.length; at += 1) {
    const { prompts, replies } = kept[at] as Exchange;
    const cut = columns
      .filter((column) =>
        isSame([
          column[at + 1]?.prompts[0] ?? null,
          prompts[column[at]?.prompts.length ?? 0] ?? null,
        ]),
      )
      .map((column) => column[at]?.prompts.length ?? 0)
      .find((length) => length > 0 && length < prompts.length);
    if (cut === undefined) continue;
    const before = { prompts: prompts.slice(0, cut), replies: [] };
    kept.splice(at, 1, before, { prompts: prompts.slice(cut), replies });
  }
  return kept;
}

/** A result belongs to the call that it answers, and what somebody wrote as an answer is one. */
function isPrompt(turn: Turn): turn is PromptTurn {
  if (turn.kind === 'answer') return false;
  return turn.message.role !== 'assistant' && answeredCall(turn.message) === null;
}

function isInstructing(turn: Turn): boolean {
  return turn.kind === 'prompt' && isInstruction(turn.message.role);
}

/** `role` is that of a row that is there without any message, to hold the first. */
function promptRows(
  columns: readonly PromptTurn[][],
  isShared: (cells: PromptRow['cells']) => boolean,
  role?: string,
): PromptRow[] {
  const count = Math.max(role === undefined ? 0 : 1, ...columns.map(({ length }) => length));
  return Array.from({ length: count }, (_, at) => {
    const cells = columns.map((prompts) => prompts[at] ?? null);
    const own = cells.find((cell) => cell !== null)?.message.role;
    return { kind: 'prompt', role: own ?? role ?? 'user', cells, isShared: isShared(cells) };
  });
}

function isSame(cells: readonly (PromptTurn | null)[]): boolean {
  const [first = null, ...others] = cells;
  return others.every((cell) => {
    if (cell === first || !cell || !first) return cell === first;
    const [a, b] = [messageOf(first) ?? first.message, messageOf(cell) ?? cell.message];
    // Pictures of megabytes are not written out for each chunk of an answer.
    if (a === b) return true;
    if (a.role !== b.role || a.name !== b.name || textOf(a) !== textOf(b)) return false;
    return JSON.stringify(attachmentsOf(a)) === JSON.stringify(attachmentsOf(b));
  });
}

/** Those at the head that are the same in all stand once, above the columns. */
export function sharedAtHead(rows: readonly SheetRow[]): number {
  const end = rows.findIndex((row) => row.kind === 'answer' || !row.isShared);
  return end < 0 ? rows.length : end;
}
