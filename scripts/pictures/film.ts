import type { Page } from '@playwright/test';
import { animatedWebp, type Frame } from './animated-webp';

const [WIDTH, HEIGHT] = [1080, 675];
const QUALITY = 0.82;

/** The two minutes of the README: a question, its answer, kept, tagged, found again, reviewed. `maker` makes its stills. */
export async function film(page: Page, maker: Page): Promise<Buffer> {
  const frames: Frame[] = [];
  const hold = async (ms: number) => {
    frames.push({ webp: await still(page, maker), ms });
  };
  await page.setViewportSize({ width: WIDTH, height: HEIGHT });
  await page.goto('/');
  const message = page.getByRole('textbox', { name: 'Message' });
  await message.fill('How do ');
  await hold(500);
  await message.fill('How do I keep a completion?');
  await hold(900);
  await page.keyboard.press('ControlOrMeta+Enter');
  const answer = page.getByRole('article', { name: 'Assistant' });
  for (const text of ['A demo answer', 'appears in the table', 'Review', 'Any OpenAI SDK']) {
    await answer.getByText(text).first().waitFor();
    await hold(450);
  }
  await page.getByText(/^Stored/).waitFor();
  await hold(1_600);
  await answer.getByRole('link', { name: 'Open' }).click();
  const metadata = page.getByRole('form', { name: 'Metadata' });
  await metadata.getByRole('button', { name: 'Add pair' }).click();
  await hold(800);
  await metadata.getByLabel('Key').last().fill('review');
  await metadata.getByLabel('Value').last().fill('good');
  await page.keyboard.press('Escape');
  await hold(1_000);
  await metadata.getByRole('button', { name: /save/i }).click();
  await metadata.getByRole('button', { name: /save/i }).waitFor({ state: 'hidden' });
  await hold(1_000);
  await page.goto('/completions');
  await page.getByRole('row', { name: /How do I keep/ }).waitFor();
  await settled(page);
  await hold(1_600);
  await page.getByRole('searchbox').fill('refund');
  await page.keyboard.press('Enter');
  await page
    .getByRole('row', { name: /next shift/ })
    .first()
    .waitFor();
  await settled(page);
  await hold(1_400);
  await page.goto('/completions?metadata[review]=good');
  await page.getByRole('row', { name: /How do I keep/ }).waitFor();
  await settled(page);
  await hold(1_600);
  await page.goto('/review?metadata[team]=shop');
  await page.getByRole('article').last().waitFor();
  await settled(page);
  await hold(2_400);
  return animatedWebp(frames, WIDTH, HEIGHT);
}

/** Until what was asked for is there, and nothing moves. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(() => document.getAnimations().length === 0);
}

/** What the page shows, as a browser makes a WebP of it. */
async function still(page: Page, maker: Page): Promise<Buffer> {
  const png = (await page.screenshot({ animations: 'disabled' })).toString('base64');
  const url = await maker.evaluate(
    async ([source, quality]) => {
      const image = new Image();
      image.src = `data:image/png;base64,${source}`;
      await image.decode();
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [image.width, image.height];
      canvas.getContext('2d')?.drawImage(image, 0, 0);
      return canvas.toDataURL('image/webp', quality);
    },
    [png, QUALITY] as [string, number],
  );
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}
