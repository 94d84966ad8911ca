import Check from 'lucide-react/icons/check';
import Square from 'lucide-react/icons/square';
import { useNavigate } from 'react-router-dom';
import type { GoingRun } from '#contract/wire/runs';
import { formatCount, formatDuration, formatRelativeTime } from '@/lib/format';
import { paths } from '@/paths';
import { Button } from '@/ui/button';
import { closePopover } from '@/ui/popover';
import { Spinner } from '@/ui/spinner';
import { useSecondsSince } from '@/ui/use-seconds-since';
import { openConversation } from '../history/keep-conversation';
import { usePlayground } from '../turns/playground-store';
import { placeOfRun } from '../runs/running-answers';
import { stopNamed, stopStream } from '../answers/stop-answer';
import { isGoingOn, type KnownRun, useKnownRuns } from '../runs/known-runs';
import { useServerRuns } from '../runs/server-runs';

/** The answers that go on, and below what ended while one was elsewhere. */
export function RunningList() {
  const runs = useKnownRuns((state) => state.runs);
  const going = runs.filter(isGoingOn);
  const ended = runs.filter((run) => !isGoingOn(run));
  const atServer = useServerRuns(going.length > 0);
  return (
    <>
      <header className="flex h-10 items-center justify-between gap-2 border-b border-line pr-1.5 pl-3">
        <h2 className="text-sm font-semibold">
          {going.length === 0 ? 'None running' : `${going.length} running`}
        </h2>
        {going.length > 1 && (
          <Button size="sm" variant="ghost" onClick={() => going.forEach(stop)}>
            {going.length === 2 ? 'Stop both' : 'Stop all'}
          </Button>
        )}
      </header>
      <ul aria-label="Running">
        {going.map((run) => (
          <Running
            key={run.name}
            run={run}
            atServer={atServer.find(({ name }) => name === run.name)}
          />
        ))}
      </ul>
      {ended.length > 0 && (
        <>
          <h3 className="px-3 pt-2 text-xs text-ink-3">Ended since you left</h3>
          <ul aria-label="Ended since you left" className="border-b border-line">
            {ended.map((run) => (
              <Row key={run.name} run={run} mark={<Check aria-hidden className="size-3.5" />}>
                {formatRelativeTime((run.endedAt ?? 0) / 1000)}
              </Row>
            ))}
          </ul>
        </>
      )}
      <p className="px-3 py-2 text-xs text-ink-3">They go on when you open something else.</p>
    </>
  );
}

function Running({ run, atServer }: { run: KnownRun; atServer: GoingRun | undefined }) {
  const seconds = useSecondsSince(run.askedAt);
  const pieces = placeOfRun(run.name)?.turn()?.facts.pace?.pieces;
  const doing = pieces === undefined ? PHASES[atServer?.phase ?? 'waiting'] : null;
  return (
    <Row run={run} mark={<Spinner className="size-3.5" />} canStop>
      {formatDuration(seconds * 1000)} ·{' '}
      {atServer?.note ?? doing ?? formatCount(pieces ?? 0, 'token')}
    </Row>
  );
}

const PHASES: Record<GoingRun['phase'], string> = {
  waiting: 'waiting',
  streaming: 'answering',
  storing: 'storing',
};

type RowProps = {
  run: KnownRun;
  mark: React.ReactNode;
  canStop?: boolean;
  children: React.ReactNode;
};

function Row({ run, mark, canStop = false, children }: RowProps) {
  const navigate = useNavigate();
  const { conversation, title, model } = run;
  const isHere = usePlayground(({ id }) => id === conversation);

  async function open(row: Element) {
    closePopover(row);
    if (conversation === null) return void navigate(paths.playgroundCompare());
    if (!isHere) await openConversation(conversation);
  }
  return (
    <li className="flex items-center gap-2 border-t border-line py-2 pr-1.5 pl-3 text-accent-ink first:border-t-0">
      {mark}
      <div className="min-w-0 flex-1">
        <p className="truncate text-sm font-medium text-ink">{title}</p>
        <p className="truncate text-xs text-ink-3 tabular-nums">
          {model} · {children}
        </p>
      </div>
      {canStop && (
        <Button size="sm" variant="ghost" aria-label={`Stop: ${title}`} onClick={() => stop(run)}>
          <Square aria-hidden className="size-3 fill-current" /> Stop
        </Button>
      )}
      {isHere ? (
        <span className="px-2 text-xs text-ink-3">open here</span>
      ) : (
        <Button
          size="sm"
          variant="ghost"
          aria-label={`Open: ${title}`}
          onClick={(event) => void open(event.currentTarget)}
        >
          Open
        </Button>
      )}
    </li>
  );
}

/** In this tab or another. */
function stop({ name }: KnownRun) {
  const place = placeOfRun(name);
  void (place ? stopStream(place) : stopNamed(name));
}
