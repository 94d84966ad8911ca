import { store } from '../fixtures/test';
import { expect, test } from './test';

test('the main job: run and stop, find, open, edit, tag, delete, undo, review', async ({
  reader,
  server,
}) => {
  for (let i = 0; i < 30; i += 1) {
    // oxlint-disable-next-line no-await-in-loop -- their order is the table's
    await store(server, { messages: [{ role: 'user', content: `Question ${i} of the story` }] });
  }
  await reader.goto('/');
  await reader.click('button', 'Model:');
  await reader.fill('[role=combobox]', 'Search models', 'demo-slow');
  await reader.press('Enter');
  await reader.fill('textarea', 'Message', 'A slow question');
  await reader.click('button', 'Run');
  await reader.sees('article', 'Assistant');
  await reader.click('button', 'Stop');
  await reader.sees('article', 'Stopped');
  await reader.sees('button', 'Run');

  // Finds, and opens the third row by the mouse.
  await reader.click('a', 'Completions');
  await reader.fill('input', 'Search texts', 'story');
  await reader.seesNo('td', 'A slow question');
  await reader.click('td', 'Question 27');
  await reader.sees('h1', '');
  await reader.sees('p', 'Question 27 of the story');

  await reader.click('button', 'Add pair');
  await reader.fill('form[aria-label=Metadata] input', 'Key', 'topic');
  await reader.fill(
    'form[aria-label=Metadata] textarea, form[aria-label=Metadata] input',
    'Value',
    'travel',
  );
  await reader.click('form[aria-label=Metadata] button', 'Save');
  await reader.seesNo('form[aria-label=Metadata] button', 'Save');

  // Five at once.
  await reader.goto('/completions');
  for (const nth of [1, 2, 3, 4, 5]) {
    // oxlint-disable-next-line no-await-in-loop -- one click after the other
    await reader.click('td input[type=checkbox]', 'Select', nth);
  }
  await reader.sees('p, span, strong, output', '5 selected');
  await reader.click('button', 'Delete', -1);
  await reader.click('dialog button', 'Delete');
  await reader.seesNo('dialog');
  expect(await reader.tab.run(() => location.pathname)).toBe('/completions');
  await reader.click('button', 'Undo');
  await reader.sees('td', 'Question 28');

  await reader.click('a', 'Review');
  await reader.sees('section[aria-label=Review]');
  await reader.press('1');
  await reader.press('j');
  await reader.sees('section[aria-label=Review]');
});
