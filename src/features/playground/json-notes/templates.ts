import type { JsonKind } from './note';

const EXAMPLE_TOOL = {
  type: 'function',
  function: {
    name: 'get_weather',
    description: 'Tells the weather of a city.',
    strict: true,
    parameters: {
      type: 'object',
      properties: { city: { type: 'string', description: 'Such as Paris.' } },
      required: ['city'],
      additionalProperties: false,
    },
  },
};

const EXAMPLE_SCHEMA = {
  name: 'contact',
  strict: true,
  schema: {
    type: 'object',
    properties: {
      name: { type: 'string' },
      email: { type: ['string', 'null'], description: 'null when the text has none.' },
      topics: { type: 'array', items: { type: 'string', enum: ['price', 'delivery', 'other'] } },
    },
    required: ['name', 'email', 'topics'],
    additionalProperties: false,
  },
};

type Template = {
  name: string;
  /** The text with the example: beside what is there, or in its place where there can be only one. */
  added: (text: string) => string;
};

export const templates: Record<JsonKind, Template[]> = {
  tools: [{ name: 'Add a function', added: withTool }],
  schema: [{ name: 'Example', added: () => pretty(EXAMPLE_SCHEMA) }],
  members: [],
};

/** Laid out by two spaces; null while it is no JSON, or when a number would not survive it. */
export function formatted(text: string): string | null {
  try {
    const value: unknown = JSON.parse(text);
    return hasLongNumber(text) ? null : pretty(value);
  } catch {
    // It is being typed.
    return null;
  }
}

function withTool(text: string): string {
  try {
    const tools: unknown = JSON.parse(text);
    return pretty([...(Array.isArray(tools) ? (tools as unknown[]) : []), EXAMPLE_TOOL]);
  } catch {
    // What cannot be read is kept, and the editor shows where the two meet.
    return `${text}\n${pretty([EXAMPLE_TOOL])}`;
  }
}

function pretty(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

/** A double keeps 15 digits for certain. */
function hasLongNumber(text: string): boolean {
  return /\d{16,}|\d\.\d{15,}/.test(text.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""'));
}
