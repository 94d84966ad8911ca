import { create } from 'zustand';
import type { MessageCall } from '#contract/message/calls';
import { functionOf } from '../call-handling';
import { usePlayground } from '../playground-store';
import { resultDrafted } from './call-events';

type FunctionRun = {
  /** Ids of the calls whose functions are running. */
  running: readonly string[];
  /** How often in a row the conversation has gone on by itself. */
  rounds: number;
};

/** What runs on this page; unlike the conversation it is gone with the page. */
export const useFunctionRun = create<FunctionRun>()(() => ({ running: [], rounds: 0 }));

let abort = new AbortController();

export function areFunctionsRunning({ running }: FunctionRun): boolean {
  return running.length > 0;
}

/** Runs the functions of these calls at once; each result becomes the draft of its call. False: stopped, or left. */
export async function runFunctions(calls: readonly MessageCall[]): Promise<boolean> {
  if (areFunctionsRunning(useFunctionRun.getState())) return false;
  const { id: conversation, leaf } = usePlayground.getState();
  const isHere = () => {
    const now = usePlayground.getState();
    return now.id === conversation && now.leaf === leaf;
  };
  abort = new AbortController();
  const leaving = usePlayground.subscribe(() => isHere() || abort.abort());
  useFunctionRun.setState({ running: calls.map(({ id }) => id) });
  try {
    await Promise.all(calls.map((call) => runFunction(call, isHere)));
  } catch (error) {
    if (!abort.signal.aborted) throw error;
  } finally {
    leaving();
    useFunctionRun.setState({ running: [] });
  }
  return isHere() && !abort.signal.aborted;
}

async function runFunction({ id, name, input }: MessageCall, isHere: () => boolean) {
  const { calls } = usePlayground.getState();
  const code = functionOf(calls, name);
  if (code === null || !calls.isTrusted) return;
  const { runInSandbox } = await import('./run-in-sandbox');
  const draft = await runInSandbox({ code, input, seconds: calls.seconds }, abort.signal);
  if (isHere()) resultDrafted(id, draft);
  useFunctionRun.setState(({ running }) => ({ running: running.filter((each) => each !== id) }));
}

/** What has come until then stays as drafts. */
export function stopFunctions() {
  abort.abort();
}

/**
 * Answers the calls at the end of the conversation by their functions, if it is to go on by itself. True when all
 * have their results and the conversation can be sent again.
 */
export async function callsAnswered(calls: readonly MessageCall[]): Promise<boolean> {
  const { calls: handling } = usePlayground.getState();
  const { rounds } = useFunctionRun.getState();
  const isReady =
    calls.length > 0 && calls.every(({ name }) => functionOf(handling, name) !== null);
  if (!handling.goesOn || !handling.isTrusted || !isReady || rounds >= handling.rounds)
    return false;
  useFunctionRun.setState({ rounds: rounds + 1 });
  return runFunctions(calls);
}
