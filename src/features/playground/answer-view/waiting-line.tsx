import { Spinner } from '@/ui/spinner';
import { useSecondsSince } from '@/ui/use-seconds-since';
import type { AnswerTurn, Awaited } from '../turns/conversation';
import { useProviderNote } from '../runs/server-runs';

/** Shorter waits need no figure. */
const QUIET_SECONDS = 2;

/** Until something of the answer can be seen: what is still waited for, and how long already. */
export function WaitingLine({ turn: { facts, run } }: { turn: AnswerTurn }) {
  const seconds = useSecondsSince(facts.askedAt);
  const said = useProviderNote(facts.isOurs ? facts.runName : undefined);
  const awaited = run.state === 'waiting' ? run.for : undefined;
  return (
    <p className="flex gap-2 text-sm text-ink-3">
      <Spinner className="mt-0.5 size-3.5" />
      <span className="min-w-0 tabular-nums">
        {[
          wordsFor(awaited, facts.isOurs),
          seconds >= QUIET_SECONDS && `${seconds} s`,
          awaited?.what === 'model' && `asked ${timesOf(awaited.tries)}, tries again by itself`,
          said !== null && `it says “${said}”`,
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </p>
  );
}

function wordsFor(awaited: Awaited | undefined, isOurs: boolean): string {
  if (awaited?.what === 'model') return 'The provider is loading the model';
  if (awaited?.what === 'words') return 'Waiting for the first words';
  if (awaited?.what === 'server') return 'The connection broke; looking for the answer again';
  if (awaited?.what === 'place') return 'Waiting until another answer of this browser has ended';
  return `Waiting for the ${isOurs ? 'provider' : 'server'} to begin`;
}

function timesOf(tries: number): string {
  return tries === 1 ? 'once' : `${tries} times`;
}
