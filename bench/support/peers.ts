import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Program, startProgram } from './program';
import { freePort } from '../../server/testing/free-port';

/**
 * Two gateways of others, fetched from npm into a folder that is no part of the product, without their install scripts.
 * They relay and keep nothing.
 */
const VERSIONS = { '@portkey-ai/gateway': '1.15.2', '@musistudio/llms': '1.0.53' };
const FOLDER = resolve('.cache/bench/peers');

export type Peer = {
  name: string;
  program: Program;
  /** As OpenAI's clients take it. */
  url: string;
  headers: Record<string, string>;
  /** Before the name of each model. */
  prefix: string;
};

export async function startPeers(provider: string): Promise<Peer[]> {
  fetchPeers();
  // Neither of them takes a port that the system chooses.
  const [one, other] = [await freePort(), await freePort()];
  const portkey = await startProgram([
    join(FOLDER, 'node_modules/@portkey-ai/gateway/build/start-server.js'),
    `--port=${one}`,
    '--headless',
  ]);
  const llms = await startProgram(['bench/support/llms-peer.mjs', FOLDER, provider, `${other}`]);
  return [
    {
      name: `Portkey ${VERSIONS['@portkey-ai/gateway']}`,
      program: portkey,
      url: `http://127.0.0.1:${one}/v1`,
      headers: {
        authorization: 'Bearer none',
        'x-portkey-provider': 'openai',
        'x-portkey-custom-host': provider,
      },
      prefix: '',
    },
    {
      name: `@musistudio/llms ${VERSIONS['@musistudio/llms']}`,
      program: llms,
      url: `http://127.0.0.1:${other}/v1`,
      headers: {},
      prefix: 'stub,',
    },
  ];
}

function fetchPeers(): void {
  const wanted = Object.entries(VERSIONS).map(([name, version]) => `${name}@${version}`);
  const mark = join(FOLDER, `${wanted.join(' ').replaceAll('/', '-')}.fetched`);
  if (existsSync(mark)) return;
  mkdirSync(FOLDER, { recursive: true });
  const quiet = [
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--no-save',
    '--engine-strict=false',
    '--silent',
  ];
  const { status } = spawnSync('npm', ['install', '--prefix', FOLDER, ...quiet, ...wanted], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error(`npm could not fetch ${wanted.join(' and ')}`);
  mkdirSync(mark);
}
