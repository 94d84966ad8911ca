import { useQuery } from '@tanstack/react-query';
import { memo, type ReactNode, Suspense } from 'react';
import { useStore } from 'zustand';
import { isGone } from '@/api/api-error';
import type { CompletionAnswer } from '@/api/completion-answer';
import { HeldAfter } from '@/components/keys/held-after';
import { useKeys } from '@/components/keys/use-keys';
import { focusNote } from '@/components/note-field';
import { openOf } from '@/components/questions/question';
import { ANSWER_BARS, Loaded } from '@/components/loaded';
import { Conversation } from '@/features/completion/conversation';
import { goToAnswer, goToQuestions, toggleFolds } from '@/features/review/fold-keys';
import { PlaceLine } from '@/features/review/place-line';
import { QuestionPanel } from '@/features/review/question-panel';
import { ReviewFilters } from '@/features/review/review-filters';
import { ReviewFoot } from '@/features/review/review-foot';
import { ReviewHeader } from '@/features/review/review-header';
import type { ReviewList } from '@/features/review/review-list';
import { canStep, type Place } from '@/features/review/review-walk';
import { wrongNote } from '@/features/review/wrong-note';
import {
  useActive,
  useComingMetadata,
  useProgress,
  useReviewSession,
} from '@/features/review/use-review';
import { ReviewNeedsCopy } from '@/features/review/review-needs-copy';
import { queryOf } from '@/components/saved-view-store';
import { completionQueries } from '@/queries/completion-queries';
import { useCannot } from '@/queries/source/source-can';
import { useHotkeys } from '@/ui/hotkeys';
import { named } from '@/ui/lazily';
import { useMedia } from '@/ui/use-media';

const UnsavedWrites = named(
  () => import(/* soon */ '@/components/unsaved/unsaved-writes'),
  'UnsavedWrites',
);
const MetadataEditor = named(
  () => import(/* soon */ '@/features/completion/metadata-editor'),
  'MetadataEditor',
);
const Missing = named(() => import('@/features/completion/no-such-completion'), 'Missing');
const FactsLine = named(() => import(/* soon */ '@/features/completion/facts-line'), 'FactsLine');

type Props = {
  list: ReviewList;
  start: Place;
  backTo: string;
  onMove: (to: Place) => void;
};

/**
 * One completion after another: what was asked and answered, and beside it the questions. The address follows the walk,
 * and draws nothing again: `start` and `onMove` are those of the beginning.
 */
export const ReviewDesk = memo(
  Walked,
  (before, now) => before.list === now.list && before.backTo === now.backTo,
);

function Walked({ list, start, backTo, onMove }: Props) {
  const { connection } = list;
  const session = useReviewSession(list, start, onMove);
  const now = useStore(session.walk.store);
  const { id, search } = now.at;
  const progress = useProgress(session, list, search);
  const query = useQuery(completionQueries(connection).detail(id));
  const isMissing = isGone(query.error);
  const isNarrow = useMedia('(max-width: 1023px)');
  // In turn, and for whatever is current by then: a key pressed early is not lost, and never for another one.
  const step = (by: 1 | -1) => (canStep(now, by) ? () => session.walk.step(by) : undefined);
  useKeys({
    next: () => session.walk.step(1),
    previous: () => session.walk.step(-1),
    undo: session.undo,
    foldSystem: () => toggleFolds('system'),
    foldPrompt: () => toggleFolds('prompt'),
    goToAnswer,
  });
  const metadata = query.data && <Metadata {...{ connection }} answer={query.data} />;

  return (
    <div className="flex h-full flex-col">
      <ReviewHeader
        label={connection.label}
        backTo={backTo}
        list={queryOf(search)}
        progress={progress}
      />
      <ReviewFilters connection={connection} filters={search.filters} />
      <Suspense>
        <UnsavedWrites />
      </Suspense>
      <div className="flex min-h-0 flex-1 flex-col lg:grid lg:grid-cols-[minmax(0,1fr)_23rem]">
        <div className="min-h-0 min-w-0 flex-1 scrolls-y">
          <Loaded
            query={query}
            what="the completion"
            bars={ANSWER_BARS}
            failure={
              isMissing ? (
                <Suspense>
                  <Missing {...{ connection, id, backTo }} />
                </Suspense>
              ) : undefined
            }
          >
            {(answer) => (
              <>
                <PlaceLine answer={answer} onPrevious={step(-1)} onNext={step(1)}>
                  <Suspense>
                    <FactsLine answer={answer} pace={null} />
                  </Suspense>
                </PlaceLine>
                <Conversation key={id} hasKeys connection={connection} answer={answer} />
                {isNarrow && metadata}
              </>
            )}
          </Loaded>
        </div>
        <Desk
          {...{ list, session }}
          place={now.at}
          isMissing={isMissing}
          answer={query.data}
          onUndo={progress.canUndo ? session.undo : undefined}
          onSkip={step(1)}
        >
          {!isNarrow && metadata}
        </Desk>
      </div>
    </div>
  );
}

type DeskProps = Pick<Props, 'list'> & {
  session: ReturnType<typeof useReviewSession>;
  place: Place;
  /** Undefined while it is not here; a verdict can be given all the same. */
  answer: CompletionAnswer | undefined;
  /** It is gone: nothing can be said of it. */
  isMissing: boolean;
  onUndo: (() => void) | undefined;
  onSkip: (() => void) | undefined;
  children: ReactNode;
};

function Desk(props: DeskProps) {
  const { list, session, place, answer, isMissing, onUndo, onSkip, children } = props;
  const { connection, questions } = list;
  const cannot = useCannot(connection, 'update');
  const metadata = useComingMetadata(connection, place.id, answer && (answer.data.metadata ?? {}));
  const active = useActive(session, questions, place.id, metadata ?? {});
  const open = openOf(questions, metadata ?? {});

  /** What is open, or cannot be written as it is, is gone to instead. */
  function save() {
    goToQuestions();
    const wrong = wrongNote(connection, place.id, questions, metadata);
    if (wrong === undefined) session.next();
    else focusNote(wrong);
  }
  const press = (hotkey: string) => {
    if (!cannot && !isMissing) session.press(hotkey);
  };
  useKeys({
    verdict: ({ key }) => press(key),
    yes: () => press('y'),
    no: () => press('n'),
    note: () => session.walk.act(() => focusNote(active?.key)),
  });
  useHotkeys({ 'Mod+Enter': save });

  return (
    <aside
      aria-label="Questions"
      className="flex min-h-0 flex-col border-line print:hidden max-lg:max-h-[52%] max-lg:shrink-0 max-lg:border-t lg:border-s"
    >
      <div className="min-h-0 flex-1 scrolls-y">
        {cannot ? (
          <ReviewNeedsCopy {...{ connection, cannot }} id={place.id} />
        ) : (
          !isMissing && (
            <QuestionPanel {...{ connection, session, place, questions, active, metadata }} />
          )
        )}
        {children}
      </div>
      <ReviewFoot
        open={open.length}
        onUndo={onUndo}
        onSkip={onSkip}
        onSave={cannot || isMissing ? undefined : save}
      />
    </aside>
  );
}

type MetadataProps = Pick<ReviewList, 'connection'> & { answer: CompletionAnswer };

function Metadata({ connection, answer }: MetadataProps) {
  const cannot = useCannot(connection, 'update');
  return (
    <div className="px-4 py-2 max-lg:mx-auto max-lg:max-w-[54rem] max-lg:px-5">
      <Suspense fallback={<HeldAfter name="editMetadata" />}>
        <MetadataEditor
          key={`${connection.id} ${answer.data.id}`}
          connection={connection}
          shown={answer}
          isTold={cannot !== null}
        />
      </Suspense>
    </div>
  );
}
