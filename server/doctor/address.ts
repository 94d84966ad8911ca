import { createServer } from 'node:net';
import type { Config } from '../config';
import { startError } from '../start/start-error';
import type { Finding } from './finding';

const topic = 'Address';
const PATIENCE_MS = 2_000;

/** Whether the port is free, or who has it. */
export async function lookAtAddress({ host, port }: Config): Promise<Finding[]> {
  const place = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const refusal = await listening(host, port);
  if (refusal === null) return [{ topic, state: 'good', says: `${place} is free` }];
  if (refusal.code === 'EADDRINUSE' && (await isAlive(place)))
    return [{ topic, state: 'good', says: `a server answers at ${place}` }];
  return [{ topic, state: 'bad', says: startError(refusal) }];
}

function listening(host: string, port: number): Promise<NodeJS.ErrnoException | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on('error', resolve);
    server.listen(port, host, () => server.close(() => resolve(null)));
  });
}

async function isAlive(place: string): Promise<boolean> {
  const reached = place.replace(/^(0\.0\.0\.0|\[::\]):/, '127.0.0.1:');
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const answer = await fetch(`http://${reached}/livez`, { signal });
    return answer.ok && (await answer.text()) === 'ok';
  } catch {
    // Something else has the port: what it is, it does not say.
    return false;
  }
}
