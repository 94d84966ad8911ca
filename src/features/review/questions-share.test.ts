import { expect, it } from 'vitest';
import { FIRST_SET, type QuestionSet } from '@/components/questions/question';
import { packText } from '@/lib/packed-text';
import {
  questionsFile,
  questionsFromHash,
  questionsFromText,
  questionsHash,
} from './questions-share';

const SET: QuestionSet = {
  name: 'Erstattungen 💶 “KW 48”',
  questions: FIRST_SET.questions.map((question) => ({ ...question, label: 'Was ist es? ‮' })),
};

it('brings questions through a link and through a file as they are', async () => {
  const hash = await questionsHash(SET);
  expect(hash).toMatch(/^#questions=[\w-]+$/);
  expect(await questionsFromHash(hash)).toEqual(SET);
  expect(questionsFromText(await questionsFile(SET).text())).toEqual(SET);
});

const hostile = (value: unknown) => packText(JSON.stringify(value));

it.each([
  ['empty', ''],
  ['no base64', '%%%'],
  ['cut off', 'q1YqSizI'],
  ['another thing', hostile({ format: 'chatkeep.presets', version: 1, presets: [] })],
  ['a bomb', packText(JSON.stringify({ format: 'chatkeep.questions', x: 'a'.repeat(5_000_000) }))],
  [
    'a key in use',
    hostile({
      format: 'chatkeep.questions',
      name: 'x',
      questions: [{ label: 'x', key: 'parent_id', kind: 'note' }],
    }),
  ],
])('says of a link that is %s what to do', async (_, packed) => {
  await expect(questionsFromHash(`#questions=${await packed}`)).rejects.toThrow(/Ask for it again/);
});

it('takes no other file', () => {
  expect(questionsFromText('{')).toBeNull();
  expect(questionsFromText('{"name":"x","questions":[]}')).toBeNull();
});
