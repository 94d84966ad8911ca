import { documented, freePort, hasProgram, startFront } from '../../server/testing/front';
import { startChatkeep } from '../fixtures/chatkeep-server';
import { expect, pressRun, test } from '../fixtures/test';

const TOKEN = 'an-access-token-for-tests';

test.use({ ignoreHTTPSErrors: true });

test('behind nginx with TLS and a path, as docs/team.md has it: log in, ask, see the words come, find it again', async ({
  page,
}) => {
  test.skip(!hasProgram('nginx'), 'nginx is not installed');
  const port = await freePort();
  const server = await startChatkeep({
    env: {
      ACCESS_TOKEN: TOKEN,
      ALLOWED_HOSTS: `localhost:${port}`,
      TRUSTED_PROXIES: '127.0.0.1',
    },
  });
  const whole = documented('nginx');
  const lines = /proxy_pass .*;\n([^}]*)/.exec(whole)?.[1] ?? '';
  const below = documented('Below a path').replace('# and the lines above', lines);
  const configuration = whole.replace(/^ *location[^]*?^ {2}}\n/m, below);
  const front = await startFront('nginx', configuration, { port, target: server.url });
  try {
    await page.goto(`https://localhost:${port}/chatkeep`);
    await page.getByLabel('Access token', { exact: true }).fill(TOKEN);
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('textbox', { name: 'Message' }).fill('Through the proxy');
    await page.getByRole('switch', { name: 'Store the answer' }).check();
    await pressRun(page);
    const answer = page.getByRole('article', { name: 'Assistant' });
    await expect(answer).toContainText('Through the proxy');
    await expect(answer.getByText('Stored')).toBeVisible();
    await page.getByRole('link', { name: 'Completions', exact: true }).click();
    await expect(page).toHaveURL(new RegExp(`^https://localhost:${port}/chatkeep/completions`));
    await page.reload();
    await expect(page.getByRole('row', { name: /Through the proxy/ })).toBeVisible();
  } finally {
    await front.stop();
    await server.stop();
  }
});
