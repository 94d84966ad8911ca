import { inflateSync } from 'node:zlib';
import { store } from '../fixtures/test';
import { expect, test } from './test';

const COUNT = 150;
const LONG = Array.from({ length: COUNT }, (_, i) => `Paragraph ${i} of this text.`).join('\n\n');

// Chromium: e2e/deep/print.spec.ts. The driver of WebKit has no command for it: see webkit.spec.ts.
test('a long completion and its review print whole', async ({ reader, server }) => {
  const id = await store(server, { messages: [{ role: 'user', content: LONG }] });
  for (const width of [1440, 390]) {
    await reader.tab.resize(width, 900);
    for (const path of [`/completions/${id}`, '/review']) {
      await reader.goto(path);
      const copies = () =>
        reader.tab.run(() => document.body.textContent.split('Paragraph 149 of this').length - 1);
      await expect.poll(copies, { message: 'question and answer are there' }).toBe(2);
      const lines = linesOf(await reader.tab.print!());
      const where = `${path} at ${width}`;
      expect(
        lines.reduce((sum, count) => sum + count, 0),
        `${where} has all paragraphs`,
      ).toBeGreaterThan(2 * COUNT);
      // But for the last, which may have a few words.
      for (const count of lines.slice(0, -1)) {
        expect(count, `${where} has no page without anything`).toBeGreaterThan(10);
      }
    }
  }
});

/** How often each page of a PDF writes something. */
function linesOf(pdf: Buffer): number[] {
  const lines: number[] = [];
  for (let end = 0; ;) {
    const start = pdf.indexOf('stream\n', end);
    if (start < 0) return lines;
    end = pdf.indexOf('endstream', start) + 'endstream'.length;
    const content = inflated(pdf.subarray(start + 'stream\n'.length, end));
    if (/\bBT\b/.test(content)) lines.push(content.match(/\bT[jJ]\b/g)?.length ?? 0);
  }
}

/** Of what is no such stream, nothing. */
function inflated(bytes: Buffer): string {
  try {
    return inflateSync(bytes).toString('latin1');
  } catch {
    return '';
  }
}
