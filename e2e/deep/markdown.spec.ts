import { chunk, sendEvents, sendJson } from '../../server/testing/scripted-upstream';
import { expect, expectAccessible, test } from '../fixtures/test';

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
