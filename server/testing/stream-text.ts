/** All that a stream said, and whether its connection ended before its last chunk, as that of a failed answer does. */
export async function streamText(response: Response): Promise<{ text: string; isBroken: boolean }> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const bytes of response.body ?? []) text += decoder.decode(bytes, { stream: true });
  } catch {
    return { text, isBroken: true };
  }
  return { text: text + decoder.decode(), isBroken: false };
}
