import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FIRST_SET, NEW_QUESTION, type Question } from './question';
import { problemsOf, questionSetJson, readQuestionSet } from './read-questions';

const ask = (part: Partial<Question>): Question => ({
  ...NEW_QUESTION,
  label: 'What is it?',
  key: 'kind',
  values: ['good', 'bad'],
  ...part,
});
const HELPFUL = ask({ label: 'How helpful?', key: 'helpful', kind: 'scale', values: [] });
const set = (...questions: unknown[]) => ({ name: 'Refunds', questions });
const emoji = (count: number) => '\u{1F600}'.repeat(count);

it('reads what it has written, of every kind', () => {
  const questions = [
    ask({}),
    { ...HELPFUL, low: 'no use', high: 'solved it' },
    ask({ key: 'promise', kind: 'yes-no', values: [] }),
    ask({ key: 'remark', kind: 'note', values: [], isRequired: false }),
  ];
  const written: unknown = JSON.parse(JSON.stringify(questionSetJson({ name: 'All', questions })));
  expect(readQuestionSet(written)).toEqual({ name: 'All', questions });
});

it.each<[string, Partial<Question>, RegExp]>([
  ['no words', { label: ' ' }, /Write the question/],
  ['no key', { key: '' }, /Give the answer a metadata key/],
  ['a key with spaces around it', { key: ' kind' }, /Remove the spaces/],
  ['a key of 65 characters', { key: emoji(65) }, /64/],
  ['a key that another question writes', { key: 'helpful' }, /“How helpful\?” writes to this key/],
  ['the key of the lineage', { key: 'parent_id' }, /where an answer came from/],
  ['a key that no database takes', { key: 'a\0b' }, /cannot be stored/],
  ['one answer', { values: ['good'] }, /at least two/],
  ['ten answers', { values: 'abcdefghij'.split('') }, /9 answers at most/],
  ['the same answer twice', { values: ['a', 'a'] }, /once/],
  ['an answer of 65 characters', { values: [emoji(65), 'b'] }, /64/],
  ['half a character', { values: ['\ud83d', 'b'] }, /cannot be stored/],
])('refuses %s in words', (_, part, words) => {
  const problems = problemsOf(ask(part), [HELPFUL]);
  expect(Object.values(problems).join(' ')).toMatch(words);
  expect(
    readQuestionSet(questionSetJson({ name: 'x', questions: [ask(part), HELPFUL] })),
  ).toBeNull();
});

it('takes a key and answers at their limits, counted in characters', () => {
  expect(problemsOf(ask({ key: emoji(64), values: [emoji(64), 'b'] }), [HELPFUL])).toEqual({});
});

it.each([
  ['nothing', null],
  ['no questions', { name: 'x', questions: [] }],
  ['more than one can answer', set(...Array.from({ length: 13 }, (_, n) => ask({ key: `k${n}` })))],
  ['no name', { name: '', questions: [ask({})] }],
  ['an unknown kind', set({ ...ask({}), kind: 'essay' })],
  ['answers that are no texts', set({ ...ask({}), values: [1, {}] })],
  ['a key of an object of its own', set({ label: 'x', kind: 'note', key: { toString: 'x' } })],
])('takes nothing of a set with %s', (_, value) => expect(readQuestionSet(value)).toBeNull());

it('takes the prototype of nothing for a key of somebody’s', () => {
  const questions = ['__proto__', 'constructor', 'toString'].map((key) => ({ ...ask({ key }) }));
  expect(readQuestionSet(questionSetJson({ name: 'x', questions }))?.questions).toHaveLength(3);
  expect(Object.prototype).not.toHaveProperty('kind');
});

it('never throws, and what it reads can be asked', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (name, part) => {
      const read = readQuestionSet({
        name,
        questions: [part, { ...FIRST_SET.questions[0], part }],
      });
      const problems = read?.questions.map((each) =>
        problemsOf(
          each,
          read.questions.filter((other) => other !== each),
        ),
      );
      expect(problems?.every((each) => Object.keys(each).length === 0) ?? true).toBe(true);
    }),
  );
});
