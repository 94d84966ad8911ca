import { expect, test } from 'vitest';
import { LOCAL_CONNECTION } from '@/api/connection';
import { initialParameters } from '../parameters/parameters';
import { promptTurn } from '../turns/conversation';
import { emptyConversation } from '../turns/playground-store';
import { chained } from '../turns/turn-tree';
import { coded } from './coded-request';

const parameters = {
  ...initialParameters,
  model: 'm',
  store: true,
  metadata: [{ key: 'env', value: 'prod' }],
};
const state = {
  ...emptyConversation(parameters),
  ...chained([promptTurn({ role: 'user', content: 'Hi' })]),
};
const membersSent = (isDirect: boolean) =>
  Object.keys(
    coded(state, parameters, {
      connection: LOCAL_CONNECTION,
      isTemplate: false,
      isStreamed: true,
      isDirect,
    }).body,
  );

test('straight to a provider goes what this server would send there: nothing of what is kept here', () => {
  expect(membersSent(false)).toEqual(expect.arrayContaining(['model', 'store', 'metadata']));
  expect(membersSent(true)).toContain('model');
  expect(membersSent(true)).not.toContain('store');
  expect(membersSent(true)).not.toContain('metadata');
});
