import { chunk, sendEvents, sendJson } from '../server/testing/scripted-upstream';
import { expect, expectAccessible, pressRun, test } from './fixtures/test';

const MODELS = {
  object: 'list',
  data: [{ id: 'scripted-1', object: 'model', created: 1, owned_by: 'me' }],
};

test.beforeEach(async ({ page, upstream }) => {
  upstream.script((response, { method }) => {
    if (method === 'GET') return sendJson(response, MODELS);
    const lines = Array.from({ length: 40 }, (_, at) => `Line ${at}`).join('\n\n');
    sendEvents(response, [chunk({ content: lines }, 'stop'), '[DONE]']);
    response.end();
  });
  await page.goto('/');
  await page.getByRole('button', { name: /^Model/ }).click();
  await page.getByRole('combobox', { name: /model/i }).fill('scripted-1');
  await page.keyboard.press('Enter');
});

test('the panel is as wide as it was drawn, by pointer and by keyboard, also after a reload', async ({
  page,
}) => {
  const panel = page.getByRole('complementary', { name: 'Parameters' });
  const handle = page.getByRole('separator', { name: 'Width of Parameters' });
  const width = async () => (await panel.boundingBox())?.width;
  expect(await width()).toBe(328);
  const box = (await handle.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.move(box.x + box.width / 2, box.y + 200);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 - 100, box.y + 220, { steps: 4 });
  await page.mouse.up();
  // The edge is drawn to where the pointer is.
  await expect.poll(async () => Math.abs(((await width()) ?? 0) - 428) <= 2).toBe(true);
  await page.mouse.move(100, 300);
  expect(Math.abs(((await width()) ?? 0) - 428)).toBeLessThanOrEqual(2);
  await handle.focus();
  await page.keyboard.press('Home');
  await expect.poll(width).toBe(320);
  await page.keyboard.press('ArrowLeft');
  await expect.poll(width).toBe(336);
  await page.keyboard.press('End');
  await expect.poll(width).toBe(560);
  await expect(handle).toHaveAttribute('aria-valuenow', '560');
  await expectAccessible(page);
  await page.reload();
  await expect.poll(width).toBe(560);
});

test('in a long conversation the system prompt is a line, the strip leads to every turn, and the fold stays', async ({
  page,
}) => {
  const box = page.getByRole('textbox', { name: 'Message' });
  await page.getByRole('combobox', { name: 'Role of the message' }).selectOption('system');
  await box.fill(Array.from({ length: 12 }, (_, at) => `Rule ${at + 1}.`).join('\n'));
  await page.getByRole('button', { name: 'Add without running' }).click();
  await page.getByRole('combobox', { name: 'Role of the message' }).selectOption('user');
  const answers = page.getByRole('article', { name: 'Assistant' });
  for (const [at, text] of ['First', 'Second', 'Third'].entries()) {
    await box.fill(text);
    await page.keyboard.press('Enter');
    await expect(answers).toHaveCount(at + 1);
    await expect(answers.last().getByRole('link', { name: 'Open', exact: true })).toBeVisible();
  }
  // It has scrolled away: what is left of it says where one is, and leads back.
  const line = page.getByRole('button', { name: /Rule 1\..*turn \d/s });
  await expect(line).toBeVisible();
  await expectAccessible(page);
  const strip = page.getByRole('navigation', { name: 'Turns' });
  await expect(strip.getByRole('button')).toHaveCount(6);
  await strip.getByRole('button', { name: 'Turn 3, User' }).click();
  await expect(page.getByRole('article', { name: 'User' }).getByText('Second')).toBeInViewport();
  await expect(line).toContainText('of 6');
  await line.click();
  const all = page.getByRole('button', { name: 'Show all 12 lines' });
  await expect(all).toBeInViewport();
  await expect(line).toHaveCount(0);
  await all.click();
  await expect(page.getByText('Rule 12.')).toBeInViewport();

  await page.keyboard.press('ControlOrMeta+.');
  const folded = page.getByRole('button', { name: 'Show the system prompt' });
  await expect(folded).toContainText('Rule 1.');
  await page.reload();
  await expect(folded).toBeVisible();
  await page.keyboard.press('ControlOrMeta+.');
  await expect(all).toBeVisible();
});

test('a very long answer is followed to its end, and a reload comes back there', async ({
  page,
  upstream,
}) => {
  upstream.script((response, { method }) => {
    if (method === 'GET') return sendJson(response, { object: 'list', data: [{ id: 'm' }] });
    const lines = Array.from({ length: 400 }, (_, n) =>
      chunk({ content: `Line ${n} of many.\n\n` }),
    );
    sendEvents(response, [...lines, chunk({}, 'stop'), '[DONE]']);
    response.end();
  });
  await page.getByRole('textbox', { name: 'Message', exact: true }).fill('Go on');
  await pressRun(page);
  const last = page.getByText('Line 399 of many.');
  await expect(last).toBeInViewport();
  await expect(page.getByRole('button', { name: /Latest/ })).toHaveCount(0);
  await page.reload();
  await expect(last).toBeInViewport();
  await expect(page.getByRole('button', { name: /Latest/ })).toHaveCount(0);
  await last.hover();
  // Whoever turns the wheel while the page still settles does so again.
  await expect(async () => {
    await page.mouse.wheel(0, -600);
    await expect(page.getByRole('button', { name: /Latest/ })).toBeVisible({ timeout: 1_000 });
  }).toPass();
});

test(
  'what is pressed stays under the pointer, whatever comes above or below it meanwhile',
  { tag: '@edge' },
  async ({ page, upstream }) => {
    upstream.script((response, { method }) => {
      if (method === 'GET') return sendJson(response, { object: 'list', data: [{ id: 'm' }] });
      const content = Array.from({ length: 60 }, (_, n) => `Line ${n} of many.`).join('\n\n');
      sendEvents(response, [chunk({ content }, 'stop'), '[DONE]']);
      response.end();
    });
    await page.getByRole('textbox', { name: 'Message', exact: true }).fill('Go on');
    await pressRun(page);
    const answer = page.getByRole('article', { name: 'Assistant' });
    await expect(answer.getByRole('link', { name: 'Open', exact: true })).toBeVisible();
    for (const where of ['prepend', 'append'] as const) {
      await answer.getByRole('button', { name: 'Edit' }).hover();
      await page.mouse.down();
      // As code or a picture that comes late.
      await answer.evaluate(async ({ parentElement }, side) => {
        const late = document.createElement('div');
        late.style.height = '240px';
        parentElement?.[side](late);
        for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
      }, where);
      await page.mouse.up();
      await expect(page.getByRole('textbox', { name: 'Text of the message' })).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(page.getByRole('textbox', { name: 'Text of the message' })).toHaveCount(0);
    }
  },
);
