import { answeredCall, callsOf, type MessageCall } from '#contract/message/calls';
import { textOf } from '#contract/message/read-message';
import { byPosition } from '@/components/markdown/by-position';
import { prettyJson } from '@/components/message/pretty-json';
import { Button } from '@/ui/button';
import { cx } from '@/ui/cx';
import { messageOf, type Turn } from '../turns/conversation';
import { useTalk } from '../turns/talk';
import { shownTurns } from '../turns/turn-tree';

const MOST = 8;

type Props = { name: string; onTry: (input: string) => void };

/** The calls of a function in this conversation, the last one first, each to be tried again. */
export function LastCalls({ name, onTry }: Props) {
  const turns = shownTurns(useTalk().getState());
  const calls = callsIn(turns, name);
  if (calls.length === 0) return null;
  return (
    <section aria-label="Last calls" className="mt-2 border-t border-line pb-3">
      <h3 className="px-5 pt-4 pb-2 text-sm font-semibold">
        Last calls <span className="font-normal text-ink-3">in this conversation</span>
      </h3>
      <ul className="border-t border-line">
        {byPosition(calls, ({ call, result, isError }) => (
          <li className="flex min-h-9 items-center gap-3 border-b border-line px-5 text-xs">
            <code className="min-w-0 flex-1 truncate font-mono">{call.input}</code>
            <span
              title={result ?? undefined}
              className={cx('max-w-40 truncate', isError ? 'text-danger-ink' : 'text-ink-3')}
            >
              {result ?? 'no result'}
            </span>
            <Button
              variant="link"
              size="inline"
              className="text-xs"
              onClick={() => onTry(prettyJson(call.input) || '{}')}
            >
              Try these
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

type Made = { call: MessageCall; result: string | null; isError: boolean };

function callsIn(turns: readonly Turn[], name: string): Made[] {
  const made = turns.flatMap((turn, at): Made[] => {
    const message = messageOf(turn);
    const own = message ? callsOf(message).filter((call) => call.name === name) : [];
    return own.map((call) => {
      const answer = turns.slice(at + 1).find((each) => answeredCall(messageOf(each)) === call.id);
      const said = answer && messageOf(answer);
      const isError = answer?.kind === 'prompt' && answer.isError === true;
      return { call, result: said ? textOf(said) : null, isError };
    });
  });
  return made.toReversed().slice(0, MOST);
}
