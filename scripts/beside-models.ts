import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from '@playwright/test';
import { startChatkeep } from '../e2e/fixtures/chatkeep-server';
import { fill, open, SCHEMES, SCREENS } from '../e2e/visual/screens';
import { BROWSER_ARGS, findBrowser } from './find-browser';

/**
 * A page with every screen of the built product beside the picture of its model:
 * `npx tsx scripts/beside-models.ts FOLDER_OF_PICTURES OUT`, where a picture is named as `completions-light.png`.
 */
const [models, out] = process.argv.slice(2).map((path) => resolve(path));
if (!models || !out)
  throw new Error('Say where the pictures of the models are, and where to write to');

mkdirSync(out, { recursive: true });
const server = await startChatkeep();
const browser = await chromium.launch({ executablePath: findBrowser(), args: BROWSER_ARGS });
const parts: string[] = [];
try {
  await fill(server);
  for (const colorScheme of SCHEMES) {
    const page = await browser.newPage({
      viewport: { width: 1440, height: 900 },
      colorScheme,
      timezoneId: 'UTC',
      locale: 'en-US',
      baseURL: server.url,
    });
    for (const screen of SCREENS) {
      const picture = `${screen.name}-${colorScheme}.png`;
      await open(page, screen);
      await page.screenshot({ path: join(out, picture), animations: 'disabled' });
      const model = pathToFileURL(join(models, `${screen.model}-${colorScheme}.png`)).href;
      parts.push(`<h2>${screen.name}, ${colorScheme}</h2>
<div><img src="${picture}" alt="${screen.name} as it is"><img src="${model}" alt="its model"></div>`);
    }
    await page.close();
  }
} finally {
  await browser.close();
  await server.stop();
}
writeFileSync(
  join(out, 'index.html'),
  `<!doctype html><meta charset="utf-8"><title>Screens beside their models</title>
<style>body{font:14px system-ui;margin:24px}div{display:grid;grid-template-columns:1fr 1fr;gap:16px}img{width:100%;border:1px solid #ccc}</style>
<h1>As it is, and its model</h1>
${parts.join('\n')}
`,
);
console.log(join(out, 'index.html'));
