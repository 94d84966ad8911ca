const word = /'([^']*)'|\$'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)"|\\(.)|([^\s'"\\]+)|(\s+)/gs;

/** The words of a command as a POSIX shell reads them, without expanding anything. */
export function shellWords(command: string): string[] {
  const words: string[] = [];
  let open: string | null = null;
  for (const [, single, ansi, double, escaped, bare, space] of command.matchAll(word)) {
    if (space !== undefined) {
      if (open !== null) words.push(open);
      open = null;
      continue;
    }
    // A backslash at the end of a line joins it with the next.
    if (escaped === '\n') continue;
    const piece = single ?? ansiText(ansi) ?? doubleText(double) ?? escaped ?? bare ?? '';
    open = (open ?? '') + piece;
  }
  return open === null ? words : [...words, open];
}

/** Within double quotes the backslash escapes only these. */
function doubleText(text: string | undefined): string | undefined {
  return text?.replace(/\\([$`"\\\n])/g, (_, char: string) => (char === '\n' ? '' : char));
}

/** The form in which browsers' "copy as cURL" writes quotes and control characters. */
function ansiText(text: string | undefined): string | undefined {
  const names: Record<string, string> = { n: '\n', r: '\r', t: '\t' };
  return text?.replace(/\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)/gs, (_, code: string) =>
    code.length > 1
      ? String.fromCharCode(Number.parseInt(code.slice(1), 16))
      : (names[code] ?? code),
  );
}
