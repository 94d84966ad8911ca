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
  // Said first, so that nobody reads on in what no longer holds.
  const later = lines[2]?.startsWith('Superseded ') ? lines[2] : '';
  expect(lines.slice(3).join('\n')).not.toMatch(/^\W*Superseded/m);
  const others = [...later.matchAll(/\b\d+\b/g)].map(([other]) => other.padStart(4, '0'));
  expect(others.length > 0).toBe(later !== '');
  for (const other of others) expect(readdirSync(FOLDER).join()).toContain(`${other}-`);
});
