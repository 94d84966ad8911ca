/**
 * One form of a text for all that searches, on every database and in the browser: case, accents, vowel points, wide and
 * joined forms, typographic quotes and dashes make no difference. Marks that make another letter stay: й, が, ก้, की, أ.
 * May change the length of a text. Never holds what a database cannot keep.
 */
export function folded(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  return text
    .replaceAll('\u00b4', "'")
    .normalize('NFKD')
    .toLowerCase()
    .replace(IGNORED, '')
    .replace(ACCENTS, '$1$2$3')
    .replace(SPELT, (letter) => SPELLINGS[letter] ?? letter)
    .normalize('NFC')
    .replace(/[\0\p{Surrogate}]/gu, '\uFFFD');
}

/** ASCII, of which only the case is folded. */
const PLAIN = /^[^\0\P{ASCII}]*$/u;

/** What is never seen: joiners, soft hyphens, variants of emoji; and what is set apart from letters: points, stretches. */
const IGNORED =
  /[\p{Default_Ignorable_Code_Point}\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u0652\u0656-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed]/gu;

/** In other scripts a mark may be a vowel or make another letter, which nobody leaves out. */
const ACCENTS =
  /([\p{Script=Latin}\p{Script=Greek}])\p{M}+|([аеиоуыэюяіє])[\u0300\u0301]+|(е)\u0308/gu;

const SPELLINGS: Readonly<Record<string, string>> = Object.fromEntries(
  "ß=ss æ=ae œ=oe ø=o ł=l đ=d ð=d þ=th ħ=h ı=i ς=σ ‘=' ’=' ‚=' ʼ=' “=\" ”=\" „=\" ‐=- ‑=- –=- —=- −=- ⁄=/"
    .split(' ')
    .map((each) => each.split('=') as [letter: string, spelling: string]),
);
const SPELT = new RegExp(`[${Object.keys(SPELLINGS).join('')}]`, 'gu');
