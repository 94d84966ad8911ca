import type { MessageCall } from '#contract/message/calls';
import { functionOf } from '../request/call-handling';
import type { Talk } from '../turns/talk';
import { resultDrafted } from './call-events';
import { areFunctionsRunning, runChanged, runOf } from './function-run';
import { runInSandbox } from './run-in-sandbox';

/** Runs the functions of these calls at once; each result becomes the draft of its call. False: stopped, or left. */
export async function runFunctions(calls: readonly MessageCall[], talk: Talk): Promise<boolean> {
  if (areFunctionsRunning(runOf(talk))) return false;
  const { id: conversation, leaf } = talk.getState();
  const isHere = () => {
    const now = talk.getState();
    return now.id === conversation && now.leaf === leaf;
  };
  const abort = new AbortController();
  const leaving = talk.subscribe(() => isHere() || abort.abort());
  runChanged(talk, { running: calls.map(({ id }) => id), abort });
  try {
    await Promise.all(
      calls.map(async (call) => {
        await runFunction(call, talk, { isHere, signal: abort.signal });
        runChanged(talk, { running: runOf(talk).running.filter((each) => each !== call.id) });
      }),
    );
  } catch (error) {
    if (!abort.signal.aborted) throw error;
  } finally {
    leaving();
    runChanged(talk, { running: [] });
  }
  return isHere() && !abort.signal.aborted;
}

type Bounds = { isHere: () => boolean; signal: AbortSignal };

async function runFunction({ id, name, input }: MessageCall, talk: Talk, bounds: Bounds) {
  const { calls } = talk.getState();
  const code = functionOf(calls, name);
  if (code === null || !calls.isTrusted) return;
  const draft = await runInSandbox({ code, input, seconds: calls.seconds }, bounds.signal);
  if (bounds.isHere()) resultDrafted(id, draft, talk);
}
