import { expect, it } from 'vitest';
import { choicesNote } from './choices-note';
import { answerTurn, promptTurn, type Turn } from '../turns/conversation';

const said = (content: string) => ({ role: 'assistant' as const, content, refusal: null });
const answered = (texts: string[], shown: number): Turn => ({
  ...answerTurn({ model: 'm', isOurs: true }, false),
  choices: texts.map(said),
  shown,
});
const asking = (value: string, isSet = true) => ({ n: { isSet, value } });

it.each([
  [[], asking('3', false), ''],
  [[], asking('3'), 'Run asks for 3 answers.'],
  [[answered(['a'], 0)], asking('1'), ''],
  [[answered(['a', 'b', 'c'], 1)], asking('2', false), 'Run goes on from answer 2 of 3.'],
  [
    [answered(['a', 'b', 'c'], 2)],
    asking('3'),
    'Run goes on from answer 3 of 3 and asks for 3 answers.',
  ],
  // What is gone on from was said when it was sent.
  [[answered(['a', 'b'], 0), promptTurn({ role: 'user', content: 'Hi' })], asking('x'), ''],
  [[answered([], 0)], asking('1.5'), ''],
])('%j and n %j', (turns, parameters, note) => {
  expect(choicesNote(turns, parameters)).toBe(note);
});
