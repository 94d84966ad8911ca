import type { IncomingHttpHeaders } from 'node:http';

/** Of several headers those that have one text and pass. */
export function pickedHeaders(
  headers: IncomingHttpHeaders,
  isPassed: (name: string) => boolean,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(
      (header): header is [string, string] => typeof header[1] === 'string' && isPassed(header[0]),
    ),
  );
}

/** By these a request is followed through all servers that take part in it (W3C Trace Context). */
export function isTrace(name: string): boolean {
  return name === 'traceparent' || name === 'tracestate';
}
