import type { Page } from '@playwright/test';

/** Reads a streamed answer the plainest way and shows its text, 30 times a second at most, until it has ended. */
export function readPlain(page: Page, model: string): Promise<void> {
  return page.evaluate(async (asked) => {
    const shown = document.body.appendChild(document.createElement('pre'));
    const { body } = await fetch('/v1/chat/completions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        model: asked,
        stream: true,
        store: true,
        messages: [{ role: 'user', content: 'Explain it' }],
      }),
    });
    let text = '';
    let rest = '';
    let timer: ReturnType<typeof setTimeout> | undefined;
    const draw = () => {
      timer = undefined;
      shown.textContent = text;
    };
    const reader = body!.pipeThrough(new TextDecoderStream()).getReader(); // a 200 has a body
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      const events = (rest + read.value).split('\n\n');
      rest = events.pop() ?? '';
      for (const event of events) {
        // The end, or a sign of life.
        if (!event.startsWith('data: {')) continue;
        const { choices } = JSON.parse(event.slice('data: '.length)) as {
          choices: { delta: { content?: string } }[];
        };
        text += choices[0]?.delta.content ?? '';
      }
      timer ??= setTimeout(draw, 33);
    }
    draw();
  }, model);
}
