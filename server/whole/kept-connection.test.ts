import { Agent, get } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { useServer } from '../testing/use-server';

const at = useServer(() => ({ listen: true }));

/** One request over a connection that is kept. */
function asked(agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    get(`${at.server.url}/livez`, { agent }, (response) => {
      response.on('end', resolve).resume();
    }).on('error', reject);
  });
}

it('a connection that lasts keeps none of the answers it has had', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const answers: WeakRef<object>[] = [];
  at.server.app.server.on('request', (_, response) => answers.push(new WeakRef(response)));
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  for (let n = 0; n < 40; n += 1) await asked(agent);
  await new Promise((resolve) => setImmediate(resolve));
  collect();
  expect(answers).toHaveLength(40);
  // The last ones may still be at hand.
  expect(answers.filter((each) => each.deref() !== undefined).length).toBeLessThan(5);
  agent.destroy();
});
