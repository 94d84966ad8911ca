/** What models answer with: headings, prose with emphasis and links, lists, a table, code; no two sections alike. */
function section(n: number): string {
  const steps = [1, 2, 3].map(
    (step) => `${step}. **Step ${step}** of part ${n}: read the \`config\`, then run it again\n`,
  );
  const rows = [1, 2, 3, 4].map((row) => `| model-${n}-${row} | ${n * row} ms | ${row * 7} % |\n`);
  return `## Part ${n}: pages that stay in place

A page that is found by its *position* rather than by a count stays where it is while others write, delete and read.
That is why **every list** in part ${n} has a total order; see [the notes](https://example.com/notes/${n}) for the proof.

${steps.join('')}
- the first point, with \`code_${n}\` in it
  - a finer one below
- the second, rather longer, point that goes on for a while

| Model | Time | Share |
| :-- | --: | --: |
${rows.join('')}
\`\`\`ts
export async function part${n}(limit = ${n}): Promise<string[]> {
  const rows = await database.all('SELECT id FROM completions WHERE id < ? LIMIT ?', [${n}, limit]);
  // The last row is the cursor of the next page.
  return rows.map((row) => \`\${row.id}-${n}\`);
}
\`\`\`

> Quoted in part ${n}, because someone said so.

`;
}

/** The first `count` tokens of such an answer, about four characters each. */
export function markdownTokens(count: number): string[] {
  const tokens: string[] = [];
  for (let n = 1; tokens.length < count; n += 1)
    tokens.push(...(section(n).match(/ ?[^\s]{1,4}|\s/g) ?? []));
  return tokens.slice(0, count);
}
