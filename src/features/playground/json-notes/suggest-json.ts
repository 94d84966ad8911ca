import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { syntaxTree } from '@codemirror/language';
import type { SyntaxNode } from '@lezer/common';
import type { JsonKind } from './note';
import { schemaTypes } from './schema-notes';
import { memberName } from './text-notes';

const SCHEMA: Record<string, string> = {
  type: 'the kind of value',
  properties: 'a schema for each member',
  required: 'members that have to be there',
  additionalProperties: 'whether others may be there',
  description: 'what the model is told',
  enum: 'the values to choose from',
  items: 'a schema for every item',
  anyOf: 'one of several schemas',
  $ref: 'a schema from elsewhere in here',
  $defs: 'schemas to refer to',
  const: 'the only value',
  format: 'such as date-time or email',
  pattern: 'a regular expression',
  minimum: 'the least number',
  maximum: 'the greatest number',
  exclusiveMinimum: 'a number above this',
  exclusiveMaximum: 'a number below this',
  multipleOf: 'steps of a number',
  minItems: 'the fewest items',
  maxItems: 'the most items',
  minLength: 'the shortest text',
  maxLength: 'the longest text',
  title: 'a name for people',
  default: 'the value when there is none',
};
const FORMAT = {
  name: 'names the schema',
  schema: 'the schema itself',
  strict: 'held to it exactly',
  description: 'what it is for',
};
const TOOL = { type: 'function, or a provider’s own', function: 'what is called' };
const FUNCTION = {
  name: 'what it is called by',
  description: 'when to call it',
  parameters: 'a schema of its arguments',
  strict: 'arguments fit it exactly',
};
/** Of servers other than OpenAI's. */
const MEMBERS = {
  top_k: 'choose from this many words',
  min_p: 'at least this share of the likeliest',
  repetition_penalty: 'above 1: fewer repetitions',
  min_tokens: 'at least this many',
  ignore_eos: 'go on past the end',
  chat_template_kwargs: 'options of the template',
  provider: 'routing between providers',
};

type Words = Record<string, string>;
const FORMATS = [
  'date-time',
  'date',
  'time',
  'duration',
  'email',
  'hostname',
  'ipv4',
  'ipv6',
  'uuid',
];
const SCHEMAS_WITHIN = new Set(['properties', '$defs', 'definitions', 'patternProperties']);

/** Suggests members and values for the place of the cursor. */
export function suggestJson(kind: JsonKind) {
  return (context: CompletionContext): CompletionResult | null => {
    const typed = context.matchBefore(/"?[$\w-]*$/);
    if (!typed || (typed.from === typed.to && !context.explicit)) return null;
    const text = context.state.doc.toString();
    const before = text.slice(0, typed.from).trimEnd();
    const place = enclosing(syntaxTree(context.state).resolveInner(before.length, -1));
    const value = /"((?:[^"\\]|\\.)*)"\s*:$/.exec(before)?.[1];
    const options =
      value === undefined
        ? atComma(kind, place, before, text, typed.to)
        : valuesOf(value, kind, place, text);
    if (options.length === 0) return null;
    const to = typed.to + (text[typed.to] === '"' ? 1 : 0);
    return { from: typed.from, to, options };
  };
}

function atComma(
  kind: JsonKind,
  place: SyntaxNode | null,
  before: string,
  text: string,
  to: number,
) {
  if (!/[{,[]$/.test(before)) return [];
  if (place?.name === 'Array') {
    const name = place.parent ? memberName(place.parent, text) : null;
    if (name === 'required') return siblings(place, text).map((each) => quoted(each));
    return name === 'type' ? schemaTypes.map((each) => quoted(each)) : [];
  }
  const isFollowed = /^"?\s*:/.test(text.slice(to));
  return Object.entries(wordsOf(kind, place, text)).map(([name, detail]): Completion => ({
    label: `"${name}"`,
    displayLabel: name,
    detail,
    apply: isFollowed ? `"${name}"` : `"${name}": `,
    type: 'property',
  }));
}

function valuesOf(name: string, kind: JsonKind, place: SyntaxNode | null, text: string) {
  if (['additionalProperties', 'strict'].includes(name))
    return ['false', 'true'].map((each) => quoted(each, each));
  if (name === 'format') return FORMATS.map((each) => quoted(each));
  if (name === '$ref') return definitions(text).map((each) => quoted(each));
  if (name !== 'type') return [];
  const isTool = kind === 'tools' && pathOf(place, text).length === 0;
  return (isTool ? ['function', 'custom'] : schemaTypes).map((each) => quoted(each));
}

function quoted(label: string, apply = `"${label}"`): Completion {
  return { label: apply, displayLabel: label, apply, type: 'constant' };
}

/** What an object at this place has for members; names of one's own are not guessed. */
function wordsOf(kind: JsonKind, place: SyntaxNode | null, text: string): Words {
  const path = pathOf(place, text);
  if (kind === 'members') return path.length === 0 ? MEMBERS : {};
  if (path.length === 0) return kind === 'tools' ? TOOL : FORMAT;
  if (kind === 'tools' && path.length === 1 && path[0] === 'function') return FUNCTION;
  const last = path.at(-1) ?? '';
  const isMap = SCHEMAS_WITHIN.has(last) && !SCHEMAS_WITHIN.has(path.at(-2) ?? '');
  return isMap ? {} : SCHEMA;
}

function enclosing(node: SyntaxNode | null): SyntaxNode | null {
  for (let each = node; each; each = each.parent) {
    if (each.name === 'Object' || each.name === 'Array') return each;
  }
  return null;
}

/** The names of the members that lead to an object. */
function pathOf(place: SyntaxNode | null, text: string): string[] {
  const path: string[] = [];
  for (let each = place; each; each = each.parent) {
    if (each.name === 'Property') path.unshift(memberName(each, text) ?? '');
  }
  return path;
}

function siblings(required: SyntaxNode, text: string): string[] {
  const members = required.parent?.parent?.getChildren('Property') ?? [];
  const properties = members.find((each) => memberName(each, text) === 'properties')?.lastChild;
  return (properties?.getChildren('Property') ?? []).flatMap(
    (each) => memberName(each, text) ?? [],
  );
}

function definitions(text: string): string[] {
  const block = /"(\$defs|definitions)"\s*:\s*\{/.exec(text);
  if (!block) return ['#'];
  const names = [...text.slice(block.index + block[0].length).matchAll(/"([\w-]+)"\s*:\s*\{\s*"/g)];
  return ['#', ...new Set(names.map(([, name]) => `#/${block[1]}/${name}`))];
}
