// @vitest-environment jsdom
import { beforeEach, expect, test } from 'vitest';
import { functionOf } from '../request/call-handling';
import { problemsOf } from '../parameters/problems';
import { setRows } from '../parameters/parameter-rows';
import { toolNames } from '../parameters/tool-names';
import { emptyConversation, turnsToSend, usePlayground } from '../turns/playground-store';
import { requestBody } from '../request/request-body';
import { turnProblem } from '../request/turn-problem';
import { pictureOf } from '../attachments/attachment-facts';
import { useComparison } from '../comparison/comparison-store';
import { messageOf } from '../turns/conversation';
import { shownTurns } from '../turns/turn-tree';
import { missingVariables } from '../variables/variables';
import { exampleOpened } from './example-opened';
import { EXAMPLES } from './examples';

beforeEach(() => usePlayground.setState(emptyConversation(), true));

test.each(EXAMPLES.map((example) => [example.name, example] as const))(
  '%s: can be run as it is, and sets what it says',
  async (_, example) => {
    usePlayground.setState(({ parameters }) => ({
      parameters: { ...parameters, model: 'mine', store: false },
    }));
    await exampleOpened(example, 'other');
    const state = usePlayground.getState();
    const { parameters, calls } = state;
    expect(problemsOf(parameters)).toEqual({});
    expect(turnProblem(state)).toBeNull();
    expect(missingVariables(turnsToSend(state), parameters.variables)).toEqual([]);
    const body = requestBody(turnsToSend(state), parameters);
    expect(body).toMatchObject({ model: 'mine', store: false });
    expect(body.messages.map(({ role }) => role)).toEqual(['system', 'user']);
    expect(JSON.stringify(body.messages)).not.toContain('{{');
    const names: string[] = setRows(parameters);
    expect(names).toEqual(expect.arrayContaining(example.sets.filter((each) => each in body)));
    for (const { name } of parameters.tools.isSet ? toolNames(parameters.tools.value) : [])
      expect(functionOf(calls, name)).not.toBeNull();
  },
);

test('of the demo, each takes the model that shows it; any other model stays', async () => {
  const [first] = EXAMPLES;
  if (!first) throw new Error('There are examples.');
  const opened = async (standard: string) => {
    usePlayground.setState(emptyConversation(), true);
    await exampleOpened(first, standard);
    return usePlayground.getState().parameters.model;
  };
  expect(await opened('demo-markdown')).toBe('demo-json');
  expect(await opened('demo:demo-echo')).toBe('demo:demo-json');
  expect(await opened('gpt-demo-x')).toBe('gpt-demo-x');
});

test('the comparison has two columns that differ in their instructions, and the question for both', async () => {
  const example = EXAMPLES.find(({ beside }) => beside !== undefined);
  if (!example) throw new Error('There is one.');
  await exampleOpened(example, 'mine');
  const { columns, draft } = useComparison.getState();
  const systems = columns.map((column) =>
    shownTurns(column).map((turn) => messageOf(turn)?.content),
  );
  expect(systems).toEqual([[example.system], [example.beside]]);
  expect(draft.text).toBe(example.draft);
});

test('the picture of an example goes along as it is sent', async () => {
  const example = EXAMPLES.find(({ picture }) => picture !== undefined);
  if (!example) throw new Error('There is one.');
  await exampleOpened(example, 'mine');
  const [picture] = usePlayground.getState().draft.attachments;
  expect(pictureOf(picture)).toMatch(/^data:image\/png;base64,iVBORw0KGgo/);
});
