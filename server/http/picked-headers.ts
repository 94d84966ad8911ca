import type { IncomingHttpHeaders } from 'node:http';

/** Of several headers those that have one text and pass. */
export function pickedHeaders(
  headers: IncomingHttpHeaders,
  isPassed: (name: string) => boolean,
): Record<string, string> {
  const picked: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (typeof value === 'string' && isPassed(name)) picked[name] = value;
  }
  return picked;
}

/** By these a request is followed through all servers that take part in it (W3C Trace Context). */
export function isTrace(name: string): boolean {
  return name === 'traceparent' || name === 'tracestate';
}
