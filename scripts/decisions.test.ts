import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const FOLDER = 'docs/decisions';

it.each(readdirSync(FOLDER))('%s has the form of a decision record', (name) => {
  const lines = readFileSync(`${FOLDER}/${name}`, 'utf8').trimEnd().split('\n');
  const number = Number(/^(\d{4})-[a-z0-9-]+\.md$/.exec(name)?.[1]);
  expect(lines[0]).toMatch(new RegExp(`^# ${number}\\. \\p{Lu}`, 'u'));
  expect(lines.filter((line) => line.startsWith('## '))).toEqual([
    '## Context',
    '## Decision',
    '## Consequences',
  ]);
  expect(lines.length).toBeLessThanOrEqual(60);
  const [, later] = /^Superseded by (\d+)/m.exec(lines.join('\n')) ?? [];
  if (later !== undefined) {
    expect(readdirSync(FOLDER).join()).toContain(`${later.padStart(4, '0')}-`);
  }
});
