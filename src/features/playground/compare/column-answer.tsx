import { linksOf } from '#contract/message/links';
import { useMutation } from '@tanstack/react-query';
import Star from 'lucide-react/icons/star';
import { useNavigate } from 'react-router-dom';
import { useShallow } from 'zustand/react/shallow';
import { useConnection } from '@/components/connection-store';
import { AnswerView } from '@/components/answer/answer-view';
import { MessageFrame } from '@/components/message/message-view';
import { paths } from '@/paths';
import { Button } from '@/ui/button';
import { showToast } from '@/ui/toast-store';
import { AnswerFacts } from '../transcript/answer-facts';
import { AnswerFailure } from '../transcript/answer-failure';
import { type AnswerTurn, isRunning } from '../conversation';
import { turnNote } from '../transcript/turn-note';
import { siblingsOf } from '../turn-tree';
import { VersionSwitch } from '../transcript/version-switch';
import { WaitingLine } from '../transcript/waiting-line';
import { columnReopened, columnTaken, columnVersionShown } from './comparison-events';
import { letterOf, useComparison } from './comparison-store';
import { keepBest } from './keep-best';
import { lastStoredIds } from './last-answers';

type Props = { turn: AnswerTurn; id: string; onRun: (id: string) => void };

export function ColumnAnswer({ turn, id, onRun }: Props) {
  const { run, choices } = turn;
  const isLast = useComparison(
    ({ columns }) => columns.find((column) => column.id === id)?.leaf === turn.key,
  );
  const keys = useComparison(
    useShallow(({ columns }) => {
      const column = columns.find((each) => each.id === id);
      return siblingsOf(column?.turns ?? [], turn).map(({ key }) => key);
    }),
  );
  const isBusy = useComparison(
    ({ columns }) => columns.find((column) => column.id === id)?.turns.some(isRunning) ?? false,
  );
  function again() {
    columnReopened(id, turn);
    onRun(id);
  }
  return (
    <MessageFrame message={{ role: 'assistant' }} note={run.state === 'stopped' ? 'Stopped' : null}>
      <div aria-busy={isRunning(turn)} className="space-y-2">
        {choices.map((message, at) => (
          <AnswerView
            // oxlint-disable-next-line react/no-array-index-key -- the index is what a choice is known by
            key={at}
            message={message}
            links={linksOf(message, turn.sources)}
            note={turnNote(turn, at)}
            logprobs={turn.ends?.[at]?.logprobs}
            format={turn.facts.format ?? null}
            isStreaming={run.state === 'streaming'}
          />
        ))}
        {run.state === 'waiting' && <WaitingLine turn={turn} />}
        {run.state === 'failed' && (
          <AnswerFailure failure={run.failure} model={turn.facts.model} onRetry={again} />
        )}
        <div className="flex flex-wrap items-center gap-x-3">
          <VersionSwitch
            {...{ keys, isBusy }}
            shown={turn.key}
            onShow={(key) => columnVersionShown(id, key)}
          />
          <AnswerFacts turn={turn} />
        </div>
        {isLast && !isRunning(turn) && <Outcome turn={turn} id={id} onAgain={again} />}
      </div>
    </MessageFrame>
  );
}

/** What can be made of the answer that a column has ended with. */
function Outcome({ turn, id, onAgain }: { turn: AnswerTurn; id: string; onAgain: () => void }) {
  const letter = useComparison(({ columns }) =>
    letterOf(columns.findIndex((each) => each.id === id)),
  );
  const navigate = useNavigate();
  const keeping = useMutation(keepBest(useConnection()));
  const isStored = turn.keeping.state === 'stored' && turn.facts.completionId !== null;

  function keep() {
    const best = turn.facts.completionId;
    if (best === null) return;
    const others = lastStoredIds(useComparison.getState()).filter((each) => each !== best);
    keeping.mutate(
      { best, others },
      {
        onSuccess: () =>
          showToast({ title: `${letter} is the best`, detail: `compare_id is ${best}` }),
        onError: ({ message }) =>
          showToast({ title: 'The choice was not written', detail: message, tone: 'danger' }),
      },
    );
  }
  function goOn() {
    const column = useComparison.getState().columns.find((each) => each.id === id);
    if (column) columnTaken(column);
    void navigate(paths.playground());
  }

  return (
    <div className="flex flex-wrap items-center gap-1">
      <Button size="sm" disabled={!isStored} loading={keeping.isPending} onClick={keep}>
        <Star aria-hidden className="size-3.5" /> {letter} is the best
      </Button>
      <Button size="sm" variant="ghost" onClick={goOn}>
        Continue with {letter}
      </Button>
      {turn.run.state !== 'failed' && (
        <Button size="sm" variant="ghost" onClick={onAgain}>
          Try again
        </Button>
      )}
      {!isStored && <span className="text-xs text-ink-3">Only a stored answer can be kept.</span>}
    </div>
  );
}
