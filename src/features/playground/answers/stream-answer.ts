import { clientFor, type Connection, LOCAL_CONNECTION } from '@/api/connection';
import { streamWithUsage } from '@/api/stream-with-usage';
import type { CreateParams } from '@/api/wire';
import { loadingHeard } from './answer-events';
import type { AnswerPlace } from './answer-place';
import { connected } from './connected';
import { readWhole } from './read-answer';
import { joinAnswer } from './resume-answer';
import { type Running, whileRunning } from '../runs/running-answers';
import { learnCost } from './learn-cost';
import { verifyStored } from './verify-stored';
import { whenLoaded } from './when-loaded';
import { watched } from '../wire/wire-log';

/** Asks for an answer and writes it into its place until it ends, in whichever way. */
export async function streamAnswer(
  connection: Connection,
  body: CreateParams,
  place: AnswerPlace,
): Promise<void> {
  await whileRunning(place, (mine) => stream(connection, body, mine));
  if (place.turn()?.keeping.state === 'storing') await verifyStored(connection, place);
  await learnCost(place);
}

async function stream(connection: Connection, body: CreateParams, mine: Running): Promise<void> {
  const { place } = mine;
  const isOurs = connection.id === LOCAL_CONNECTION.id;
  const { runName } = place.turn()?.facts ?? {};
  const ended = await readWhole(mine, {
    isStored: body.store === true,
    isOurs,
    ask: (read) =>
      connected(connection, mine, async (signal) => {
        const options = { signal, ...(isOurs && runName && named(runName)) };
        const client = watched(clientFor(connection), place.key);
        const answer = await whenLoaded(
          () => streamWithUsage(client, body, options),
          (tries) => loadingHeard(place, tries),
          signal,
        );
        await read(answer);
      }),
  });
  if (ended === 'cut') await joinAnswer(mine);
}

/** Closing the tab is not Stop: the answer goes on, and is found again by its name. The server knows the limits. */
function named(runName: string) {
  const headers = { 'x-run': runName, 'x-on-disconnect': 'continue' };
  return { headers, timeout: Number.MAX_SAFE_INTEGER };
}
