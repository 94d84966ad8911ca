import { store } from '../fixtures/test';
import { expect, test } from './test';

test('a click in the table opens the row that is under the mouse, and nothing else', async ({
  reader,
  server,
}) => {
  for (let i = 0; i < 40; i += 1) {
    await store(server, { messages: [{ role: 'user', content: `Question ${i}` }] });
  }
  await reader.goto('/completions');
  await reader.sees('td', 'Question 39');
  expect(await reader.covered()).toEqual([]);
  await reader.click('td', 'Question 37');
  await reader.sees('p', 'Question 37');
  expect(await reader.tab.run(() => location.pathname)).toMatch(/^\/completions\/chatcmpl-/);
});
