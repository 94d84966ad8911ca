import { expect, test } from './test';

const CASES = [
  ['(args) => args.a + args.b', /^3$/],
  ['(args) => {\n  return args.a +;\n}', /^SyntaxError: .+ \(line 2\)$/],
  ['function (args) {\n  const a = 1;\n  const a = 2;\n}', /^SyntaxError: .+ \(line 3\)$/],
  ['(args) => args.none.thing', /^TypeError: .+/],
  ['nothing.of.the.kind', /^ReferenceError: .+ \(line 1\)$/],
] as const;

test('a tool’s function gives its result, or says what is wrong and where', async ({ reader }) => {
  await reader.goto('/');
  await reader.sees('h1, h2');
  for (const [code, answer] of CASES) {
    expect(await reader.tab.run(runInSandbox, code), code).toMatch(answer);
  }
});

/** As the playground does, see run-in-sandbox.ts: in its own frame. */
async function runInSandbox(code: string): Promise<string> {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.src = '/function-sandbox.html';
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
  document.body.append(frame);
  await loaded;
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise<string>((resolve) => {
    port1.addEventListener('message', ({ data }) => resolve((data as { text: string }).text));
  });
  port1.start();
  const work = { code, input: '{"a":1,"b":2}', ms: 5_000, longest: 10_000 };
  frame.contentWindow?.postMessage(work, '*', [port2]);
  const text = await answer;
  frame.remove();
  return text;
}
