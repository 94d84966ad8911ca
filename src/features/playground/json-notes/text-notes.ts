import { jsonLanguage } from '@codemirror/lang-json';
import type { SyntaxNode, Tree } from '@lezer/common';
import { jsonNotes } from './json-notes';
import { strictHints } from './strict-hints';
import type { JsonKind, Note } from './note';

export type TextNote = Omit<Note, 'path'> & { from: number; to: number; line: number };

/** The notes of a text at their places, the broken place alone while it is no JSON. */
export function textNotes(kind: JsonKind, text: string): TextNote[] {
  const tree = jsonLanguage.parser.parse(text);
  const broken = brokenPlace(tree, text);
  if (broken) return [placed(text, broken)];
  const root = tree.topNode.firstChild;
  if (!root) return [];
  const value: unknown = JSON.parse(text);
  return [...jsonNotes(kind, value), ...strictHints(kind, value)].map((note) => {
    const { from, to } = nodeAt(root, note.path, text);
    return placed(text, { ...note, from, to });
  });
}

function placed(text: string, { from, to, severity, message }: Omit<TextNote, 'line'>): TextNote {
  // A note on a whole object marks where it begins, not all of it.
  const end = text.indexOf('\n', from);
  const until = end === -1 ? to : Math.min(to, Math.max(end, from + 1));
  return { from, to: until, severity, message, line: text.slice(0, from).split('\n').length };
}

function brokenPlace(tree: Tree, text: string): Omit<TextNote, 'line'> | null {
  try {
    JSON.parse(text);
    return null;
  } catch {
    // Where it breaks is told by the syntax tree, in every browser alike.
    const end = text.trimEnd().length;
    const at = Math.min(firstError(tree) ?? end, end);
    const isEnd = at >= end;
    const message = isEnd
      ? 'The JSON ends too early: a value, a quote or a bracket is missing.'
      : 'This does not belong here: look for a comma, a quote or a bracket that is missing or too many.';
    return {
      from: isEnd ? Math.max(0, end - 1) : at,
      to: isEnd ? end : at + 1,
      severity: 'fault',
      message,
    };
  }
}

function firstError(tree: Tree): number | null {
  let found: number | null = null;
  tree.iterate({
    enter: (node) => {
      if (node.type.isError && found === null) found = node.from;
    },
  });
  return found;
}

/** The value at a path, or the nearest one around it. */
function nodeAt(root: SyntaxNode, path: Note['path'], text: string): SyntaxNode {
  const [step, ...others] = path;
  const inner = step === undefined ? null : childAt(root, step, text);
  return inner ? nodeAt(inner, others, text) : root;
}

function childAt(node: SyntaxNode, step: string | number, text: string): SyntaxNode | null {
  if (typeof step === 'number') return valuesOf(node)[step] ?? null;
  const member = node.getChildren('Property').findLast((each) => memberName(each, text) === step);
  return member?.lastChild ?? null;
}

export function memberName(member: SyntaxNode, text: string): string | null {
  const name = member.getChild('PropertyName');
  if (!name) return null;
  try {
    return String(JSON.parse(text.slice(name.from, name.to)));
  } catch {
    // It is being typed.
    return null;
  }
}

function valuesOf(list: SyntaxNode): SyntaxNode[] {
  const values: SyntaxNode[] = [];
  for (let each = list.firstChild; each; each = each.nextSibling) {
    if (!['[', ']', ',', '⚠'].includes(each.name)) values.push(each);
  }
  return values;
}
