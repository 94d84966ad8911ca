import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { Suspense } from 'react';
import { isGone } from '@/api/api-error';
import type { CompletionAnswer } from '@/api/completion-answer';
import type { Connection } from '@/api/connection';
import { HeldAfter } from '@/components/keys/held-after';
import { ANSWER_BARS, Loaded } from '@/components/loaded';
import { type HitPattern, patternOf } from '@/components/search-marks/find-hits';
import { useSearchMarks } from '@/components/search-marks/use-search-marks';
import { type CompletionSearch, completionSearchText, textOf } from '@/lib/completion-search';
import { formatDateTime, formatRelativeTime } from '@/lib/format';
import { shownText } from '@/lib/shown-text';
import { paths } from '@/paths';
import { completionQueries } from '@/queries/completion-queries';
import { useCannot } from '@/queries/source/source-can';
import { type Neighbour, useNeighbours } from '@/queries/neighbours';
import { ProviderMark } from '@/components/provider-mark';
import { StepButtons } from '@/components/step-buttons';
import { Drawer } from '@/ui/drawer';
import { useHotkeys } from '@/ui/hotkeys';
import { lazily } from '@/ui/lazily';
import { CompletionFacts } from './completion-facts';
import { Conversation } from './conversation';
import { FactsLine } from './facts-line';
import { MetadataEditor } from './metadata-editor';
import { PeekActions } from './peek-actions';
import { PlaceText } from './place-text';
import { StateBadge } from './state-badge';
import { StopButton } from './stop-button';
import { useSteps } from './use-steps';
import { useLiveAnswer } from './use-live-answer';

const Missing = lazily(async () => (await import('./no-such-completion')).Missing);

// They bring the queue of writes with them, which outlives the page.
const Verdict = lazily(async () => (await import('./verdict')).Verdict);
const UnsavedWrites = lazily(
  async () => (await import('@/components/unsaved/unsaved-writes')).UnsavedWrites,
);
const Lineage = lazily(async () => (await import('./lineage')).Lineage);

type Props = {
  connection: Connection;
  id: string;
  /** The list that it was opened from. */
  search: CompletionSearch;
  onShow: (next: CompletionSearch) => void;
  onClose: () => void;
};

/** A completion beside the table, which stays usable. */
export function CompletionPeek({ connection, id, search, onShow, onClose }: Props) {
  const marks = useSearchMarks(textOf(search), '[data-role]');
  const query = useQuery(completionQueries(connection).detail(id));
  const { previous, next, place } = useNeighbours(connection, search, id);
  const go = (to: Neighbour) => onShow({ ...to.search, peek: to.id });
  const step = (to: Neighbour | null | undefined) => (to ? () => go(to) : undefined);
  const [onPrevious, onNext] = [step(previous), step(next)];
  useSteps(id, { previous, next }, go);
  useHotkeys({ Escape: onClose });
  const table = completionSearchText({ ...search, peek: undefined });
  return (
    <Drawer
      label="Completion"
      onClose={onClose}
      className="max-lg:fixed max-lg:inset-y-0 max-lg:right-0 max-sm:bottom-14 max-sm:h-auto max-lg:z-30 max-lg:max-w-xl max-lg:shadow-overlay"
      header={
        <>
          <PlaceText place={place} />
          <StepButtons onPrevious={onPrevious} onNext={onNext} />
          <span className="flex-1" />
          {!query.isError && (
            <PeekActions
              {...{ connection, id, table }}
              // On with the next one, so that a list can be cleared from here.
              onDeleted={onNext ?? onPrevious ?? onClose}
            />
          )}
        </>
      }
    >
      <div ref={marks}>
        <PeekBody {...{ connection, id, query, table }} hits={patternOf(textOf(search))} />
      </div>
    </Drawer>
  );
}

type BodyProps = {
  connection: Connection;
  id: string;
  query: UseQueryResult<CompletionAnswer>;
  table: string;
  hits: HitPattern | null;
};

function PeekBody({ connection, id, query, table, hits }: BodyProps) {
  const { error } = query;
  const { answer, pace } = useLiveAnswer(connection, query.data);
  const cannotUpdate = useCannot(connection, 'update');
  if (isGone(error)) {
    return (
      <Suspense>
        <Missing {...{ connection, id }} backTo={paths.completions(table)} />
      </Suspense>
    );
  }
  if (answer) {
    const isRunning = answer.facts?.state === 'running';
    return (
      <>
        <Suspense>
          <UnsavedWrites />
        </Suspense>
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1 px-5 pt-3">
          {answer.facts?.provider && <ProviderMark name={answer.facts.provider} />}
          <h2 dir="auto" className="min-w-0 text-title wrap-anywhere">
            {shownText(answer.data.model)}
          </h2>
          {answer.facts && answer.facts.state !== 'complete' && <StateBadge facts={answer.facts} />}
          {isRunning && <StopButton key={id} connection={connection} id={id} />}
        </div>
        <div className="px-5 pt-1">
          <FactsLine {...{ answer, pace }}>
            <span title={formatDateTime(answer.data.created)}>
              {formatRelativeTime(answer.data.created)}
            </span>
          </FactsLine>
        </div>
        <Conversation key={id} {...{ connection, answer, hits }}>
          {!cannotUpdate && !isRunning && (
            // As high as what comes: nothing below it moves.
            <Suspense
              fallback={
                <div className="h-7 max-sm:h-23.5">
                  <HeldAfter name="note" />
                </div>
              }
            >
              <Verdict key={id} {...{ connection, answer }} />
            </Suspense>
          )}
          <Suspense fallback={null}>
            <Lineage {...{ connection, answer }} />
          </Suspense>
        </Conversation>
        <div className="space-y-3 border-t border-line px-5 py-2">
          <MetadataEditor
            key={`${connection.id} ${answer.data.id}`}
            connection={connection}
            shown={answer}
          />
          <CompletionFacts connection={connection} answer={answer} />
        </div>
      </>
    );
  }
  return (
    <>
      {!error && <HeldAfter name="note" />}
      <Loaded query={query} what="the completion" bars={ANSWER_BARS}>
        {() => null}
      </Loaded>
    </>
  );
}
