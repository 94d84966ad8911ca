import { startChatkeep } from '../fixtures/chatkeep-server';
import { expect, test } from '../fixtures/test';

test('below a path of a proxy everything works, and nothing is asked for outside of it', async ({
  page,
}) => {
  const server = await startChatkeep({ env: { BASE_PATH: '/chatkeep' } });
  const outside: string[] = [];
  page.on('request', (request) => {
    const { origin, pathname } = new URL(request.url());
    if (origin === server.url && !/^\/chatkeep(\/|$)/.test(pathname)) outside.push(pathname);
  });
  try {
    await page.goto(`${server.url}/chatkeep/`);
    // What other programs are told is where they find it.
    const sdk = page.getByRole('region', { name: 'Point your SDK here' });
    for (const language of ['TypeScript', 'cURL', '4D', 'Python']) {
      await sdk.getByLabel('Language').getByText(language, { exact: true }).click();
      await expect(sdk).toContainText(`${server.url}/chatkeep/v1`);
    }
    await page.getByRole('textbox', { name: 'Message' }).fill('Below a path');
    await page.getByRole('button', { name: /^Run/ }).click();
    await expect(page.getByRole('article', { name: 'Assistant' })).toContainText('Below a path');
    await page.getByRole('link', { name: 'Completions', exact: true }).click();
    await expect(page).toHaveURL(/\/chatkeep\/completions/);
    const row = page.getByRole('row', { name: /Below a path/ });
    const link = row.getByRole('link').first();
    await expect(link).toHaveAttribute('href', /^\/chatkeep\/completions\//);
    // As a new tab would: the address, loaded anew, however deep it is.
    const path = (await link.getAttribute('href'))?.split('?')[0] ?? '';
    await page.goto(server.url + path);
    await expect(page.getByRole('article', { name: 'User' })).toContainText('Below a path');
    expect(outside).toEqual([]);
  } finally {
    await server.stop();
  }
});
