import http from 'node:http';
import type { Probe } from './waits';

// The process of `waits.ts`: begins with the probes that it is sent, ends with what it is sent next.
const EVERY_MS = 5;

process.once('message', (probes: Probe[]) => {
  const watch = { isOver: false };
  const measured = Promise.all(probes.map((probe) => ask(probe, watch)));
  process.send?.('started');
  process.once('message', () => {
    watch.isOver = true;
    void measured.then((waits) => process.send?.(waits, () => process.exit(0)));
  });
});

async function ask(probe: Probe, watch: { isOver: boolean }): Promise<number> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  let longest = 0;
  while (!watch.isOver) {
    const started = performance.now();
    await once(probe, agent);
    longest = Math.max(longest, performance.now() - started);
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
  return longest;
}

function once({ url, body }: Probe, agent: http.Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST';
    const headers = { 'content-type': 'application/json' };
    const request = http.request(url, { method, agent, headers }, (response) => {
      response.resume();
      response.on('end', resolve);
    });
    request.on('error', reject);
    request.end(body);
  });
}
