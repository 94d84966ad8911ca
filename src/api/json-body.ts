/**
 * The JSON text of a request body. Its own members may be bigints: a seed has up to 19 digits, of which a number
 * keeps 15. Undefined members are left out.
 */
export function jsonBody(body: object): string {
  const members: string[] = [];
  for (const [name, value] of Object.entries(body)) {
    const text = typeof value === 'bigint' ? String(value) : JSON.stringify(value);
    if (text !== undefined) members.push(`${JSON.stringify(name)}:${text}`);
  }
  return `{${members.join(',')}}`;
}
