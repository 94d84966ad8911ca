import { useQuery } from '@tanstack/react-query';
import Maximize2 from 'lucide-react/icons/maximize-2';
import SquareTerminal from 'lucide-react/icons/square-terminal';
import { type ReactNode, Suspense, useMemo } from 'react';
import { Link } from 'react-router-dom';
import type { CompletionAnswer } from '@/api/completion-answer';
import type { Connection } from '@/api/connection';
import { align } from '@/components/difference/align';
import { both, Loaded } from '@/components/loaded';
import { requestMessages } from '@/components/message/request-messages';
import { ProviderMark } from '@/components/provider-mark';
import { formatDateTime, formatRelativeTime } from '@/lib/format';
import { shownText } from '@/lib/shown-text';
import { paths } from '@/paths';
import { completionQueries } from '@/queries/completion-queries';
import { buttonLook } from '@/ui/button';
import { cx } from '@/ui/cx';
import { lazily } from '@/ui/lazily';
import { Asked } from './asked';
import {
  answerCalls,
  answerText,
  factsOf,
  figuresOf,
  isSame,
  linesOf,
  metadataOf,
  parametersOf,
  summaryOf,
  turnsOf,
} from './compared';
import { FactsTable } from './facts-table';
import { GRID, GridCell, GutterName } from './grid';
import { Sides } from './sides';

const VerdictBar = lazily(async () => (await import(/* soon */ './verdict-bar')).VerdictBar);

type Props = {
  connection: Connection;
  one: CompletionAnswer;
  other: CompletionAnswer;
  /** The page's head, with what can be said of both in a line. */
  head: (summary: string) => ReactNode;
};

/** Two answers side by side under their question. They are equals: what differs has a soft ground in both. */
export function DifferenceView({ connection, one, other, head }: Props) {
  const queries = completionQueries(connection);
  const first = useQuery(queries.messages(one.data.id));
  const second = useQuery(queries.messages(other.data.id));
  const answers = useMemo(() => align(answerText(one), answerText(other)), [one, other]);
  const calls = useMemo(() => align(answerCalls(one), answerCalls(other)), [one, other]);
  const [asked, askedOther] = [first.data, second.data];
  const turns = useMemo(
    () =>
      asked && askedOther
        ? turnsOf(requestMessages(asked, one.choices), requestMessages(askedOther, other.choices))
        : null,
    [asked, askedOther, one, other],
  );
  return (
    <>
      {head(summaryOf(one, other, turns && turns.every(isSame), answers.share))}
      <div className="min-h-0 flex-1 scrolls-y pb-8">
        <Loaded query={both(first, second)} what="the messages" bars={['h-16']}>
          {() => turns && <Asked turns={turns} />}
        </Loaded>
        <section aria-label="Answer" className={cx(GRID, 'border-t border-line')}>
          <Head answer={one} letter="A" side="one" />
          <Head answer={other} letter="B" side="other" />
          <Sides
            isDrawn
            name="Answer"
            aligned={answers}
            className="text-[15px]/[26px] xl:text-[16px]/7"
          />
          {calls.pairs.length > 0 && (
            <Sides name="Tool calls" aligned={calls} className="font-mono text-xs/5" />
          )}
        </section>
        <FactsTable
          groups={[
            {
              name: 'Figures',
              lines: [...linesOf(factsOf(one), factsOf(other)), ...figuresOf(one, other)],
            },
            {
              name: 'Parameters',
              lines: linesOf(parametersOf(one), parametersOf(other)),
              isMono: true,
            },
            { name: 'Metadata', lines: linesOf(metadataOf(one), metadataOf(other)), isMono: true },
          ]}
        />
      </div>
      <Suspense fallback={<div className="h-12" />}>
        <VerdictBar connection={connection} one={one.data.id} other={other.data.id} />
      </Suspense>
    </>
  );
}

type HeadProps = { answer: CompletionAnswer; letter: string; side: 'one' | 'other' };

function Head({ answer: { data, facts }, letter, side }: HeadProps) {
  return (
    <>
      {side === 'one' && (
        <GutterName className="sticky top-0 z-10 border-b border-line bg-canvas max-sm:hidden" />
      )}
      <GridCell
        side={side}
        className="sticky top-0 z-10 flex h-11 items-center gap-2 border-b border-line bg-canvas"
      >
        <span className="grid size-5 shrink-0 place-items-center rounded-sm bg-ink text-xs font-semibold text-surface">
          {letter}
        </span>
        {facts?.provider && <ProviderMark name={facts.provider} />}
        <h2 dir="auto" className="min-w-0 truncate font-semibold">
          {shownText(data.model)}
        </h2>
        <span className="shrink-0 text-ink-3" title={formatDateTime(data.created)}>
          {formatRelativeTime(data.created)}
        </span>
        <span className="flex-1" />
        {[
          { name: 'Open in playground', to: paths.playgroundFrom(data.id), Icon: SquareTerminal },
          { name: 'Open', to: paths.completion(data.id), Icon: Maximize2 },
        ].map(({ name, to, Icon }) => (
          <Link
            key={name}
            to={to}
            aria-label={`${name}: ${letter}`}
            title={name}
            className={buttonLook({ variant: 'ghost', size: 'iconSm' })}
          >
            <Icon aria-hidden className="size-3.5" />
          </Link>
        ))}
      </GridCell>
    </>
  );
}
