import { readFileSync } from 'node:fs';
import semver from 'semver';
import { expect, test } from 'vitest';

type Package = { engines?: { node?: string }; optional?: boolean };

const read = (file: string) => readFileSync(file, 'utf8');
const { engines } = JSON.parse(read('package.json')) as { engines: { node: string } };
const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, Package> };

test('every locked package runs on every Node that the project admits', () => {
  const narrower = Object.entries(packages)
    .filter(([, { optional }]) => optional !== true)
    .filter(([, locked]) => !semver.subset(engines.node, locked.engines?.node ?? '*'))
    .map(([path, locked]) => `${path}: ${locked.engines?.node}`);
  expect(narrower).toEqual([]);
});

test('the README names the versions of Node that the project admits', () => {
  const versions = engines.node.split(' || ').map((range) => semver.minVersion(range));
  const named = versions.map((v) => (v?.minor ? `${v.major}.${v.minor}` : String(v?.major)));
  expect(read('README.md')).toContain(`Node ${named.join(', ')} or newer`);
});

test('openai 7, which asks for Node 22 but runs on 20, is locked without that wish', () => {
  // With engine-strict npm would refuse to install anything. See docs/decisions/0090-openai-7-on-node-20.md.
  expect(packages['node_modules/openai-7']).not.toHaveProperty('engines');
});
