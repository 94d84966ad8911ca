const seen = (id: string) => ({ id, created: 1 });
/** With half a surrogate, which a filter of a rule may have. */
const rule = (sample: object[] | null) =>
  JSON.stringify({
    name: 'a',
    where: 'metadata[n]=\ud800',
    dryRun: sample && { count: 1, sample },
  });
const ten = Array.from({ length: 10 }, (_, n) => seen(`${n}`));

/** Bodies of retention rules by id, as former releases left them, and what the migrations make of them, to the character. */
export const dryRuns: Record<string, string> = {
  a: rule(null),
  b: rule([{ ...seen('x'), model: 'erased' }]),
  c: rule(ten.map((each) => ({ ...each, model: 'erased' }))),
};
export const withoutModels = [rule(null), rule([seen('x')]), rule(ten)];
