import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { documented, hasProgram, startFront } from '../../server/testing/front';
import { freePort } from '../../server/testing/free-port';
import { startChatkeep } from '../fixtures/chatkeep-server';
import { expect, pressRun, test } from '../fixtures/test';

const TOKEN = 'an-access-token-for-tests';

const run = promisify(execFile);

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
    // What is printed there works as it is, but for the certificate, which is one of tests.
    const sdk = page.getByRole('region', { name: 'Point your SDK here' });
    await sdk.getByLabel('Language').getByText('cURL', { exact: true }).click();
    const command = await sdk.locator('pre').innerText();
    expect(command).toContain(`curl https://localhost:${port}/chatkeep/v1/chat/completions`);
    const { stdout } = await run('sh', ['-c', command.replace('curl', 'curl -sk')], {
      env: { ...process.env, OPENAI_API_KEY: TOKEN },
    });
    expect(JSON.parse(stdout)).toMatchObject({ object: 'chat.completion' });
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
