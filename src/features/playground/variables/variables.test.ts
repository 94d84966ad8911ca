import { expect, test } from 'vitest';
import { answerTurn, promptTurn } from '../turns/conversation';
import { conversationFrom } from '../turns/restored';
import { emptyConversation } from '../turns/playground-store';
import { chained } from '../turns/turn-tree';
import { inNewWords } from '../turns/tree-changes';
import {
  askedAnew,
  filledMessage,
  missingVariables,
  variablesIn,
  valuesAsked,
  withValuesKept,
} from './variables';

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

test('a text is searched for names once, however many chunks of an answer ask for them', () => {
  let reads = 0;
  const message = {
    role: 'user',
    get content() {
      reads += 1;
      return '{{name}}';
    },
  };
  const turn = { ...say(''), message };
  for (let n = 0; n < 100; n += 1) {
    expect(variablesIn([turn])).toEqual(['name']);
    expect(missingVariables([turn], {})).toEqual(['name']);
  }
  expect(reads).toBe(1);
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

test('a message that was sent keeps its values, also those that are empty or stand for themselves', () => {
  const turn = say('{{a}}|{{empty}}|{{keep}}|{{__proto__}}');
  const other = say('{{a}}');
  const values = Object.fromEntries([
    ['a', 'old'],
    ['empty', ''],
    ['keep', null],
    ['__proto__', 'p'],
    ['unused', 'u'],
  ]);
  const [sent, unsent] = withValuesKept([turn, other], [turn], values);
  if (sent?.kind !== 'prompt' || !unsent) throw new Error('Both are there.');
  expect(Object.entries(sent.values ?? {})).not.toContainEqual(['unused', 'u']);
  const today = { a: 'new', empty: 'full', keep: 'filled', b: 'B' };
  expect(filledMessage(sent, today)?.content).toBe('old||{{keep}}|p');
  expect(filledMessage(unsent, today)?.content).toBe('new');
  // Nothing is asked for that it has, and what it was sent with once it is always sent with.
  expect(missingVariables([sent], {})).toEqual([]);
  expect(withValuesKept([sent], [sent], today)).toEqual([sent]);
  const edited = inNewWords(sent, { text: '{{a}} {{b}}', attachments: [] });
  expect(filledMessage(edited, today)?.content).toBe('new B');
  expect(missingVariables([edited], { a: 'new' })).toEqual(['b']);
  const again = askedAnew([sent, unsent]);
  expect(again.values).toEqual(sent.values);
  expect(filledMessage(again.turns[0] ?? unsent, today)?.content).toBe(
    'new|full|filled|{{__proto__}}',
  );
});

test('instructions are filled with the values of now; an answer knows what it was made with', () => {
  const system = say('For {{who}}, {{keep}}', 'system');
  const answer = answerTurn({ model: 'm', isOurs: true }, false);
  const before = withValuesKept([system, say('{{a}}')], [system, say('{{a}}')], {
    who: 'Ada',
    a: '1',
  });
  const turns = [...before, answer, say('{{b}} {{missing}}')];
  const today = { who: 'Bo', a: '2', b: '', keep: null };
  expect(filledMessage(turns[0] ?? system, today)?.content).toBe('For Bo, {{keep}}');
  expect(valuesAsked(turns, today)).toEqual({ who: 'Bo', b: '' });
});

test('kept values come back from a file; conversations without them, and with nonsense, open', () => {
  const saved = (values: unknown) => {
    const turn = { ...say('{{a}} {{b}}'), ...(values !== undefined && { values }) };
    const text = JSON.stringify({ ...emptyConversation(), ...chained([turn as never]) });
    return conversationFrom(JSON.parse(text))?.turns[0];
  };
  const today = { a: 'today', b: 'today' };
  const contents = [undefined, null, 'x', { a: 'old', b: 1 }, { a: 'old', b: null }].map(
    (values) => {
      const turn = saved(values);
      return turn && filledMessage(turn, today)?.content;
    },
  );
  expect(contents).toEqual(['today today', 'today today', 'today today', 'old today', 'old {{b}}']);
});
