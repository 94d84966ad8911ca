import { chunk, completion, sendEvents, sendJson } from '../../server/testing/scripted-upstream';
import { expect, expectAccessible, store, test } from '../fixtures/test';

const BEGIN = `The root is $x_1 = \\frac{-b}{2a}$, it costs $5 and $10.[^src]

$$
\\int_0^\\infty e^{-x^2}\\,dx = \\frac{\\sqrt{\\pi}}{2}
$$

- [x] done
- [ ] not yet

| Case | Value |
| :-- | --: |
| \\(a^2\\) | 12 |

\`\`\`ts
const price = '$5';
\`\`\`

Half of one:

$$
\\sum_{i=1}^n`;
const END = ` i = \\frac{n(n+1)}{2}
$$

Hostile: $\\href{javascript:alert(1)}{here}$

[^src]: Any *table* of integrals.
`;

test('an answer with formulas, notes, tasks, a table and code is whole while it streams and after', async ({
  page,
  upstream,
}) => {
  let goOn = (): void => undefined;
  upstream.script((response, { method }) => {
    if (method === 'GET')
      return sendJson(response, { object: 'list', data: [{ id: 'scripted-1' }] });
    sendEvents(response, [chunk({ role: 'assistant', content: BEGIN })]);
    goOn = () => {
      sendEvents(response, [chunk({ content: END }, 'stop'), '[DONE]']);
      response.end();
    };
  });
  await page.goto('/');
  await page.getByRole('button', { name: /^Model/ }).click();
  await page.getByRole('combobox', { name: /model/i }).fill('scripted-1');
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Message' }).fill('Integrate');
  await page.keyboard.press('ControlOrMeta+Enter');

  const answer = page.getByRole('article', { name: 'Assistant' });
  await expect(answer.locator('math')).toHaveCount(3);
  await expect(answer).toContainText('it costs $5 and $10.');
  await expect(answer).toContainText('\\sum_{i=1}^n');
  await expect(answer.getByRole('checkbox', { name: 'not done' })).toBeVisible();
  await expect(answer.locator('.hljs-string')).toHaveText("'$5'");
  await expectAccessible(page);
  goOn();
  await expect(answer.locator('math')).toHaveCount(4);
  await expect(answer.getByRole('group', { name: 'Formula' })).toHaveCount(2);
  await expect(answer).toContainText('\\href{javascript:alert(1)}{here}');
  await answer.getByRole('link', { name: 'Note 1' }).click();
  await expect(answer.getByRole('list', { name: 'Notes' }).getByRole('listitem')).toBeFocused();
  await answer.getByRole('button', { name: 'Back to reference 1' }).click();
  await expect(answer.getByRole('link', { name: 'Note 1' })).toBeFocused();
  await expectAccessible(page);
});

const FORMULAS = `Struck: $\\cancel{x}$

$$
\\begin{bmatrix} 1 & 2 \\\\ 3 & 4 \\\\ 5 & 6 \\end{bmatrix}
$$

$$
\\begin{array}{|l|r|} wide left & wide right \\\\ 1 & 2 \\end{array}
$$

$$
\\cancelto{0}{y}
$$`;

test('a formula is drawn as it is meant: rows apart, brackets as high, columns to their side, strokes', async ({
  page,
  server,
  upstream,
}) => {
  upstream.script((response) => sendJson(response, completion(FORMULAS)));
  await page.goto(`/completions/${await store(server, { model: 'scripted:scripted-1' })}`);
  const boxes = (selector: string) =>
    page.locator(`main ${selector}`).evaluateAll((all) =>
      all.map((each) => {
        const { left, right, top, bottom } = each.getBoundingClientRect();
        return { left, right, top, bottom };
      }),
    );
  await expect(page.locator('main math')).toHaveCount(4);
  const formulas = await boxes('math');
  // The font for formulas, where none is installed, comes after them.
  await expect(async () => {
    const [bracket] = await boxes('math >> nth=1 >> mo');
    const [first, , second, , third] = await boxes('math >> nth=1 >> mn');
    expect(second?.top).toBeGreaterThan(Number(first?.bottom));
    expect(third?.top).toBeGreaterThan(Number(second?.bottom));
    expect(bracket?.top).toBeLessThan(Number(second?.top));
    expect(bracket?.bottom).toBeGreaterThan(Number(second?.bottom));
  }).toPass();
  const [left, right] = await boxes('math >> nth=2 >> mn');
  expect(Number(right?.right) - Number(left?.left)).toBeGreaterThan(50);
  const strokes = await boxes('math [class*=cancel]');
  expect(strokes).toHaveLength(2);
  for (const [index, stroke] of strokes.entries()) {
    const around = formulas[index * 3];
    expect(stroke.right - stroke.left).toBeGreaterThan(3);
    expect(stroke.left).toBeGreaterThanOrEqual(Number(around?.left) - 1);
    expect(stroke.right).toBeLessThanOrEqual(Number(around?.right) + 1);
  }
});
