import { lookAtAddress } from '../doctor/address';
import { lookAtClock } from '../doctor/clock';
import { lookAtDatabase, type Examined } from '../doctor/database';
import { lookAtDisk } from '../doctor/disk';
import { type Finding, looked } from '../doctor/finding';
import { lookAtProviders } from '../doctor/providers';
import { readSettings } from '../serve';
import { startError } from '../start/start-error';
import { say } from '../start/say';
import type { Call, Command } from './command';

const MARKS = { good: '✓', careful: '!', bad: '✗' } as const;

/** Looks at everything the server needs, changes nothing, and says what is wrong and what to do. */
export const doctor: Command = async (call) => {
  const findings = await examine(call);
  const width = Math.max(...findings.map(({ topic }) => topic.length));
  for (const { topic, state, says, todo } of findings) {
    say(`${MARKS[state]} ${topic.padEnd(width)}  ${says}`);
    if (todo !== undefined) say(`  ${' '.repeat(width)}  → ${todo}`);
  }
  const wrong = findings.filter(({ state }) => state === 'bad').length;
  say(
    wrong === 0
      ? 'Nothing is wrong.'
      : wrong === 1
        ? 'One thing is wrong.'
        : `${wrong} things are wrong.`,
  );
  if (wrong > 0) process.exitCode = 1;
};

async function examine({ start }: Call): Promise<Finding[]> {
  const found: Finding[] = [{ topic: 'Node', state: 'good', says: process.versions.node }];
  const topic = 'Configuration';
  let settings: ReturnType<typeof readSettings>;
  try {
    settings = readSettings(start);
  } catch (error) {
    // Nothing else can be looked at: where it lies is not known.
    return [...found, { topic, state: 'bad', says: startError(error) }];
  }
  const { config, registry, problems } = settings;
  found.push(
    ...problems.map((says): Finding => ({ topic, state: 'careful', says })),
    { topic, state: 'good', says: `is valid; data in ${config.dataFolder}` },
    ...(await looked('Disk', () => lookAtDisk(config), startError)),
  );
  let examined: Examined | null = null;
  found.push(
    ...(await looked(
      'Database',
      async () => {
        const [findings, seen] = await lookAtDatabase(config);
        examined = seen;
        return findings;
      },
      startError,
    )),
    ...(await looked('Address', () => lookAtAddress(config), startError)),
  );
  const [providers, clocks] = await lookAtProviders(registry);
  return [...found, ...providers, ...lookAtClock(Math.floor(Date.now() / 1_000), examined, clocks)];
}
