import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { shipped } from './notices';

it('THIRD-PARTY-NOTICES.txt names what is shipped, in the versions of the lock file', () => {
  const text = readFileSync('THIRD-PARTY-NOTICES.txt', 'utf8');
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { version: string }>;
  };
  const missing = shipped().filter((place) => {
    const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
    return !text.includes(`\n${name} ${packages[place]?.version}, `);
  });
  expect(missing, 'run npm run notices').toEqual([]);
  expect(shipped()).toEqual(
    expect.arrayContaining(['node_modules/react', 'node_modules/fastify', 'node_modules/pg-pool']),
  );
  expect(shipped()).not.toContain('node_modules/vitest');
});
