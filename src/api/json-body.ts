/** A value as the JSON text that it is sent as, digit by digit; `JSON.parse` would round its numbers. */
export class RawJson {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/**
 * The JSON text of a request body. Its own members, and the items of a list among them, may be bigints (a seed has up
 * to 19 digits, of which a number keeps 15) or {@link RawJson}. Undefined members are left out.
 */
export function jsonBody(body: object): string {
  const members: string[] = [];
  for (const [name, value] of Object.entries(body)) {
    const text = memberText(value);
    if (text !== undefined) members.push(`${JSON.stringify(name)}:${text}`);
  }
  return `{${members.join(',')}}`;
}

function memberText(value: unknown): string | undefined {
  if (!Array.isArray(value)) return jsonText(value);
  return `[${value.map((item) => jsonText(item) ?? 'null').join(',')}]`;
}

function jsonText(value: unknown): string | undefined {
  if (typeof value === 'bigint') return String(value);
  return value instanceof RawJson ? value.text : JSON.stringify(value);
}
