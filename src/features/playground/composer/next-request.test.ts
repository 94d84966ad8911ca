import { describe, expect, it } from 'vitest';
import { type AnswerTurn, answerTurn, promptTurn } from '../turns/conversation';
import { initialParameters } from '../parameters/parameters';
import { promptTokens, roomOf } from './next-request';

const user = (content: string) => promptTurn({ role: 'user', content });
function answered(total: number | null, more: Partial<AnswerTurn> = {}): AnswerTurn {
  const turn = answerTurn({ model: 'm', isOurs: true, format: null }, true);
  const usage =
    total === null ? null : { prompt_tokens: total - 1, completion_tokens: 1, total_tokens: total };
  const said = { role: 'assistant' as const, content: 'x'.repeat(400), refusal: null };
  return { ...turn, choices: [said], facts: { ...turn.facts, usage }, ...more };
}
const set = (value: string) => ({ isSet: true, value });

describe('the tokens of the next request', () => {
  it('are counted by length, of what is written and of what is being written', () => {
    const turns = [user('x'.repeat(4_000))];
    expect(promptTokens(turns, '', initialParameters)).toBe(1_004);
    expect(promptTokens(turns, 'x'.repeat(40), initialParameters)).toBe(1_018);
    expect(promptTokens([], ' \n', initialParameters)).toBe(0);
  });

  it('are known up to the last answer that says its own, unless it was edited since', () => {
    const turns = [user('x'.repeat(4_000)), answered(300), user('x'.repeat(40))];
    expect(promptTokens(turns, '', initialParameters)).toBe(314);
    const edited = [user('x'.repeat(40)), answered(300, { isEdited: true })];
    expect(promptTokens(edited, '', initialParameters)).toBe(14 + 104);
    expect(promptTokens([user('x'.repeat(40)), answered(null)], '', initialParameters)).toBe(118);
  });

  it('take variables as they are filled in, tools, and no more messages than are sent', () => {
    const asked = { ...initialParameters, variables: { who: 'x'.repeat(400) } };
    expect(promptTokens([user('{{who}}')], '', asked)).toBe(104);
    const tools = { ...initialParameters, tools: set('x'.repeat(80)) };
    expect(promptTokens([user('abcd')], '', tools)).toBe(25);
    const last = { ...initialParameters, numberOfMessages: set('2') };
    const turns = [user('x'.repeat(4_000)), answered(5_000), user('abcd')];
    expect(promptTokens(turns, 'abcd', last)).toBe(10);
  });
});

describe('the room in the context window', () => {
  it.each([
    [100, 1_000, initialParameters, 'fits'],
    [850, 1_000, initialParameters, 'full'],
    [1_001, 1_000, initialParameters, 'over'],
    [100, 1_000, { ...initialParameters, max_completion_tokens: set('901') }, 'over'],
    [100, 1_000, { ...initialParameters, max_tokens: set('many') }, 'fits'],
  ])('%i of %i tokens', (tokens, context, parameters, state) => {
    expect(roomOf(tokens, context, parameters).state).toBe(state);
  });
});
