/** What the keys beside the letters have on a US keyboard: plain, and with Shift. */
const BESIDE: Record<string, string> = {
  Backquote: '`~',
  BracketLeft: '[{',
  BracketRight: ']}',
  Semicolon: ';:',
  Quote: `'"`,
  Comma: ',<',
  Period: '.>',
  Slash: '/?',
};

/**
 * The key by what it types; where that is a letter of another script (Cyrillic, Greek, Hebrew …), by its place, as a
 * US keyboard has it: nobody changes the layout to press "j".
 */
export function keyName({ key, code, shiftKey }: KeyboardEvent): string {
  if (!/^\p{L}$/u.test(key) || /^\p{Script=Latin}$/u.test(key)) return key;
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  const [plain = letter?.toLowerCase(), shifted = letter] = BESIDE[code] ?? [];
  return (shiftKey ? shifted : plain) ?? key;
}
