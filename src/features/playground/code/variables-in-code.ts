/** A variable of the prompt as one of the code. */
export type CodeVariable = { identifier: string; value: string; mark: string };

/** Characters that nobody may use for a text, by Unicode: no prompt holds them by chance. */
const [OPEN, CLOSE] = ['\u{FDD0}', '\u{FDD1}'];

/** Names that mean something else there, in Python or in TypeScript. */
const TAKEN = new Set(
  (
    'and as assert async await break case catch class client completion const continue debugger def default del delete ' +
    'do elif else enum except export extends finally for from function global if implements import in instanceof ' +
    'interface is lambda let match message new nonlocal not null None or os OpenAI package pass private process ' +
    'protected public raise return static stream super switch this throw True False true false try type typeof var ' +
    'void while with yield chunk delta call custom called print eval arguments undefined'
  ).split(' '),
);

/** Each with a name that both languages take, and a mark that stands for it in texts. */
export function codeVariables(values: Readonly<Record<string, string>>): CodeVariable[] {
  const used = new Set(TAKEN);
  return Object.entries(values).map(([name, value], at) => {
    const identifier = freeIdentifier(name, used);
    used.add(identifier);
    return { identifier, value, mark: `${OPEN}${at}${CLOSE}` };
  });
}

function freeIdentifier(name: string, used: ReadonlySet<string>): string {
  const plain = name.normalize('NFKD').replaceAll(/[^A-Za-z0-9_]+/g, '_');
  const begun = /^[A-Za-z]/.test(plain) ? plain : `value_${plain.replace(/^_+/, '')}`;
  if (!used.has(begun)) return begun;
  for (let n = 2; ; n += 1) if (!used.has(`${begun}_${n}`)) return `${begun}_${n}`;
}

/** Code whose string literals are put together where they hold a mark. */
export function bound(code: string, variables: readonly CodeVariable[]): string {
  const joined = variables.reduce(
    (text, { mark, identifier }) => text.replaceAll(mark, `" + ${identifier} + "`),
    code,
  );
  if (joined === code) return code;
  // A mark at the start or the end of a text leaves an empty one.
  return joined.replaceAll(/(?<!\\)"" \+ /g, '').replaceAll(/ \+ ""/g, '');
}
