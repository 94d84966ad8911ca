import { expect, it } from 'vitest';
import { unmarked } from './unmarked';

it.each([
  ['Auf dem Foto sind **vier Speichen** gerissen', 'Auf dem Foto sind vier Speichen gerissen'],
  ['Two ways ## Ways home - by train - on foot', 'Two ways Ways home - by train - on foot'],
  ['- by train', 'by train'],
  ['See [the guide](https://example.org/a_b) and `npm run x`', 'See the guide and npm run x'],
  ['![A wheel](wheel.png) was sent', 'A wheel was sent'],
  ['> quoted, then __bold__', 'quoted, then bold'],
  ['```sql SELECT 1; ``` Then `x`', 'SELECT 1; Then x'],
  ['Run: ~~~ make', 'Run: make'],
  ['cut in ```c++ int a', 'cut in int a'],
  ['You asked about *a **bold** name.*. It', 'You asked about a bold name.. It'],
  ['***Both***, (*one*) and _this too_, ~~gone~~', 'Both, (one) and this too, gone'],
  ['这是*强调*的', '这是强调的'],
  // Signs that are no markdown.
  ['2 ** 3 is 8, 5 - 3 is 2', '2 ** 3 is 8, 5 - 3 is 2'],
  ['f(**kwargs) and a_b_c', 'f(**kwargs) and a_b_c'],
  ['a > b, #1 and C# code', 'a > b, #1 and C# code'],
  ['a list[0](x) call', 'a list[0](x) call'],
  ['2*3*4, 2 * 3 * 4, *args and *more', '2*3*4, 2 * 3 * 4, *args and *more'],
  ['src/*.ts, test/*.js, *.md or *.txt*', 'src/*.ts, test/*.js, *.md or *.txt*'],
  ['_a_b_ and a_b_c, *c\\* d', '_a_b_ and a_b_c, *c\\* d'],
  ['cut **in the mid', 'cut **in the mid'],
])('%j is shown as %j', (line, shown) => {
  expect(unmarked(line)).toBe(shown);
});

it('takes no longer for a line of signs', () => {
  const started = performance.now();
  for (const sign of ['*', '_', '`', '[', '#', '- ', '> ', '![', '|', '~', '``` '])
    unmarked(sign.repeat(2000));
  expect(performance.now() - started).toBeLessThan(1000);
});
