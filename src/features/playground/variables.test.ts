import { expect, test } from 'vitest';
import { answerTurn, promptTurn } from './conversation';
import { filledMessage, missingVariables, variablesIn } from './variables';

const say = (content: unknown, role = 'user') => promptTurn({ role, content });

test('names are found where somebody wrote them, once, and not in answers or results', () => {
  const answer = {
    ...answerTurn({ model: 'm', isOurs: true, format: null }, false),
    choices: [{ role: 'assistant' as const, content: '{{answer}}', refusal: null }],
  };
  const turns = [
    say('Be {{ tone }} about {{topic.name}}.', 'system'),
    say([{ type: 'text', text: 'In {{språk}}, {{tone}}' }, { type: 'image_url' }]),
    say('{{result}}', 'tool'),
    answer,
    say('{{}} {{two words}} {single} {{1}}'),
  ];
  expect(variablesIn(turns)).toEqual(['tone', 'topic.name', 'språk']);
  expect(missingVariables(turns, { tone: '', språk: null })).toEqual(['topic.name']);
});

test('values stand for the names, without being searched again; others stay as they are', () => {
  const values = { a: '{{b}} $&', b: 'B', keep: null };
  expect(filledMessage(say('{{a}}{{ b }} {{keep}} {{c}}'), values)?.content).toBe(
    '{{b}} $&B {{keep}} {{c}}',
  );
  const parts = [
    { type: 'text', text: '{{b}}' },
    { type: 'file', file: { filename: '{{b}}' } },
  ];
  expect(filledMessage(say(parts), values)?.content).toEqual([
    { type: 'text', text: 'B' },
    parts[1],
  ]);
});

test('names that every object has are names like others', () => {
  const turn = say('{{constructor}} {{__proto__}}');
  expect(variablesIn([turn])).toEqual(['constructor', '__proto__']);
  expect(missingVariables([turn], {})).toHaveLength(2);
  expect(filledMessage(turn, { constructor: 'x' })?.content).toBe('x {{__proto__}}');
});
