/** Asks a listening server for an answer of the scripted provider, as an application would. */
export function createCompletion(
  url: string,
  body: object = {},
  init: RequestInit = {},
): Promise<Response> {
  return fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    ...init,
    headers: { 'content-type': 'application/json', ...(init.headers as Record<string, string>) },
    body: JSON.stringify({
      model: 'scripted:m',
      messages: [{ role: 'user', content: 'Hello' }],
      ...body,
    }),
  });
}
