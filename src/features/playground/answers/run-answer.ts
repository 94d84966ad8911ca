import { originOf } from '#contract/message/origin';
import type { AnswerMessage } from '@/api/wire';
import { type Connection, LOCAL_CONNECTION } from '@/api/connection';
import { promptSent } from './answer-events';
import { runningPlace } from './answer-place';
import { type AnswerTurn, answerTurn } from '../turns/conversation';
import { valuesKept } from '../turns/conversation-events';
import { initialParameters } from '../parameters/parameters';
import { isAnswering } from '../turns/playground-store';
import { sentParameters } from '../parameters/refused-parameters';
import { askedFormat, requestBody } from '../request/request-body';
import { stopStream } from './stop-answer';
import { streamAnswer } from './stream-answer';
import { openTalk, type Talk } from '../turns/talk';
import { shownTurns } from '../turns/turn-tree';
import { valuesAsked } from '../variables/variables';

/**
 * Sends the conversation and writes the answer into it until it ends, in whichever way. One at a time: a double
 * click or a held key asks once. `model` is the one to use when the reader has chosen none; `begun` is the text that the
 * answer goes on from.
 */
export async function runAnswer(
  connection: Connection,
  model: string,
  begun: AnswerMessage | null = null,
  talk: Talk = openTalk,
): Promise<void> {
  if (isAnswering(talk.getState())) return;
  valuesKept(talk);
  const state = talk.getState();
  const parameters = sentParameters(state.parameters, model);
  const isOurs = connection.id === LOCAL_CONNECTION.id;
  const turns = shownTurns(state);
  const { model: name, store } = parameters;
  const body = begun
    ? requestBody(
        [...turns, begunTurn(name, begun)],
        { ...parameters, n: initialParameters.n },
        connection.id,
      )
    : requestBody(turns, parameters, connection.id);
  const origin = originOf(connection.id, name);
  const format = askedFormat(parameters);
  const values = valuesAsked(turns, parameters.variables);
  const place = promptSent({ model: name, isOurs, format, origin, values }, store, begun, talk);
  await streamAnswer(connection, body, place);
}

/** An answer already, so that braces in it are no variables. */
function begunTurn(model: string, begun: AnswerMessage): AnswerTurn {
  return { ...answerTurn({ model, isOurs: false }, false), choices: [begun] };
}

export async function stopAnswer(): Promise<void> {
  const place = runningPlace();
  if (place) await stopStream(place);
}
