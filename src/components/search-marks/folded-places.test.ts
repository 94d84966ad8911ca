import fc from 'fast-check';
import { expect, it } from 'vitest';
import { folded } from '#contract/folded';
import { foldedPlaces } from './folded-places';

const LETTERS = Array.from(
  'aBß ﬁ½éŁøİıΣςй한국하ㅎㅏㄴﾊﾞﾟががกิ้ำकीक़أشَ…´’\u00ad\u200d\u0301\u0307\u0327\u0308❤\ufe0f🚋東\n\t.\u1112\u1161\u11ab',
);

it('folds piece by piece as it folds the whole, and finds the way back', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...LETTERS)), (letters) => {
      const text = letters.join('');
      const { text: form, placeOf } = foldedPlaces(text);
      expect(form).toBe(folded(text));
      if (form.length > 0) expect(placeOf(0, form.length)[1]).toBeGreaterThan(0);
      let from = 0;
      for (const letter of form) {
        const [start, end] = placeOf(from, from + letter.length);
        // Without its marks, whose order is another with those of the letters beside it.
        const [base = ''] = letter.normalize('NFD');
        expect(folded(text.slice(start, end)).normalize('NFD')).toContain(base);
        from += letter.length;
      }
    }),
    { numRuns: 300 },
  );
});
