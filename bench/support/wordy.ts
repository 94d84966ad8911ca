/** The `i`th of a reproducible series of records with 3 KB of words each, a line of a file. */
export function wordyLine(i: number): string {
  const messages = [{ role: 'user', content: words(i, 1_500) }];
  const message = { role: 'assistant', content: words(i + 1, 1_500) };
  const body = { object: 'chat.completion', created: 1_700_000_000 + i, model: 'm' };
  const choices = [{ index: 0, message, finish_reason: 'stop' }];
  return `${JSON.stringify({ id: `wordy-${i}`, ...body, choices, messages })}\n`;
}

/** Of many different words, few of them frequent, as in a language. */
function words(seed: number, length: number): string {
  let state = seed + 1;
  let text = '';
  while (text.length < length) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    const rank = Math.floor((state / 2 ** 32) ** 4 * 20_000);
    text += `${(rank * 7_919 + 11).toString(36).replaceAll(/\d/g, (d) => 'aeioubcdfg'[Number(d)] ?? '')} `;
  }
  return text;
}
