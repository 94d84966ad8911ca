import { vi } from 'vitest';

export type Call = { call: string; body: unknown };
type Answers = Record<string, unknown>;

/**
 * Answers `fetch` by "METHOD path", the query left out. A value is the JSON of the answer, a `Response` the answer, a
 * function gives either for what was sent; anything else gets a 404. Resolves nothing by itself: `calls` tells what was asked.
 */
export function answerFetch(answers: Answers): Call[] {
  const calls: Call[] = [];
  vi.stubGlobal('fetch', async (url: string, { method = 'GET', body }: RequestInit = {}) => {
    const { pathname, search } = new URL(url, 'http://test');
    const sent: unknown = typeof body === 'string' && body !== '' ? JSON.parse(body) : null;
    calls.push({ call: `${method} ${pathname}${search}`, body: sent });
    const answer = answers[`${method} ${pathname}`];
    const given: unknown = typeof answer === 'function' ? answer(sent, search) : answer;
    if (given instanceof Response) return given.clone();
    return given === undefined ? refused(404, `Nothing at ${pathname}`) : Response.json(given);
  });
  return calls;
}

export function refused(status: number, message: string): Response {
  const error = { message, type: 'invalid_request_error', param: null, code: null };
  return Response.json({ error }, { status });
}
