import { create } from 'zustand';

const KEY = 'chatkeep.browser-jobs';

type State = {
  /** The job of this server that this page has started last; a notice follows it until it is dismissed. */
  id: string | null;
  /** Whether this browser has jobs of its own that may have to go on. */
  hasBrowserJobs: boolean;
};

export const useFollowedJob = create<State>()(() => ({ id: null, hasBrowserJobs: wasWorking() }));

export function jobStarted(id: string): void {
  useFollowedJob.setState({ id });
}

export function jobDismissed(): void {
  useFollowedJob.setState({ id: null });
}

/** Remembered over a reload: what was begun goes on from whatever page comes next. */
export function browserJobsBegun(): void {
  try {
    localStorage.setItem(KEY, '1');
  } catch {
    // Blocked storage: then the jobs go on when their list is opened.
  }
  useFollowedJob.setState({ hasBrowserJobs: true });
}

export function browserJobsOver(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Nothing was remembered either.
  }
  useFollowedJob.setState({ hasBrowserJobs: false });
}

function wasWorking(): boolean {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    return false;
  }
}
