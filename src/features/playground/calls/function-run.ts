import { create } from 'zustand';
import type { MessageCall } from '#contract/message/calls';
import { functionOf } from '../request/call-handling';
import { type Talk, useTalk } from '../turns/talk';

type FunctionRun = {
  /** Ids of the calls whose functions are running. */
  running: readonly string[];
  /** How often in a row the conversation has gone on by itself. */
  rounds: number;
  abort?: AbortController;
};

const IDLE: FunctionRun = { running: [], rounds: 0 };

/** What runs on this page, by conversation; unlike that it is gone with the page. */
const useFunctionRuns = create<{ runs: ReadonlyMap<Talk, FunctionRun> }>()(() => ({
  runs: new Map(),
}));

export function useFunctionRun<T>(select: (run: FunctionRun) => T): T {
  const talk = useTalk();
  return useFunctionRuns(({ runs }) => select(runs.get(talk) ?? IDLE));
}

export function runOf(talk: Talk): FunctionRun {
  return useFunctionRuns.getState().runs.get(talk) ?? IDLE;
}

export function runChanged(talk: Talk, change: Partial<FunctionRun>) {
  const run = { ...runOf(talk), ...change };
  useFunctionRuns.setState(({ runs }) => ({ runs: new Map([...runs, [talk, run]]) }));
}

export function areFunctionsRunning({ running }: FunctionRun): boolean {
  return running.length > 0;
}

/** Somebody has asked: what goes on by itself is counted from here. */
export function roundsBegun(talk: Talk) {
  runChanged(talk, { rounds: 0 });
}

/** What has come until then stays as drafts. */
export function stopFunctions(talk: Talk) {
  runOf(talk).abort?.abort();
}

/**
 * Answers the calls at the end of the conversation by their functions, if it is to go on by itself. True when all
 * have their results and the conversation can be sent again.
 */
export async function callsAnswered(calls: readonly MessageCall[], talk: Talk): Promise<boolean> {
  const { calls: handling } = talk.getState();
  const { rounds } = runOf(talk);
  const isReady =
    calls.length > 0 && calls.every(({ name }) => functionOf(handling, name) !== null);
  if (!handling.goesOn || !handling.isTrusted || !isReady || rounds >= handling.rounds)
    return false;
  runChanged(talk, { rounds: rounds + 1 });
  const { runFunctions } = await import('./run-functions');
  return runFunctions(calls, talk);
}
