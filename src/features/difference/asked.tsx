import ChevronRight from 'lucide-react/icons/chevron-right';
import { Fragment, memo, useState } from 'react';
import { align } from '@/components/difference/align';
import { roleName } from '@/components/message/role-name';
import { formatCount } from '@/lib/format';
import { cx } from '@/ui/cx';
import { isSame, type Turn } from './compared';
import { GRID, GridCell, GutterName } from './grid';
import { Sides } from './sides';

/**
 * What was asked: once where it is the same, side by side where it is not. Of what is the same only the question is open.
 * Texts are set beside each other once, whatever else the page reads.
 */
export const Asked = memo(function Asked({ turns }: { turns: readonly Turn[] }) {
  const question = turns.findLastIndex(({ role }) => role === 'user');
  return (
    <section aria-label="Request" className={cx(GRID, 'py-2')}>
      {turns.map((turn, at) => {
        const name = roleName(turn.role);
        if (!isSame(turn)) {
          return (
            <Sides
              // oxlint-disable-next-line react/no-array-index-key -- of two requests, which never change
              key={at}
              isFoldable
              name={name}
              aligned={align(turn.one ?? '', turn.other ?? '')}
              className="text-base text-ink-2"
            />
          );
        }
        const text = turn.one ?? '';
        return (
          // oxlint-disable-next-line react/no-array-index-key -- as above
          <Fragment key={at}>
            <GutterName className="pt-2">{name}</GutterName>
            <GridCell className="col-span-2 py-1.5">
              {at === question && !isLong(text) ? (
                <p
                  dir="auto"
                  className="max-w-[48rem] text-read break-words whitespace-pre-wrap text-ink-2"
                >
                  {text}
                </p>
              ) : (
                <SameLine text={text} />
              )}
            </GridCell>
          </Fragment>
        );
      })}
    </section>
  );
});

/** Of a question that stays open: about six lines of the page. */
const LONGEST_OPEN = 700;

function isLong(text: string): boolean {
  return text.length > LONGEST_OPEN || text.split('\n').length > 7;
}

function SameLine({ text }: { text: string }) {
  const [isOpen, setOpen] = useState(false);
  const lines = text.split('\n').length;
  return (
    <>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="-mx-1.5 flex h-6 max-w-full items-center gap-2 rounded-md px-1.5 text-start text-ink-3 hover:bg-hover hover:text-ink-2 max-sm:h-10 print:hidden"
      >
        <span dir="auto" className="min-w-0 truncate">
          {text.trimStart().slice(0, 160)}
        </span>
        <span className="shrink-0 text-xs">the same, {formatCount(lines, 'line')}</span>
        <ChevronRight aria-hidden className={cx('size-3.5 shrink-0', isOpen && 'rotate-90')} />
      </button>
      <p
        dir="auto"
        className={cx(
          'mt-1 max-w-[48rem] break-words whitespace-pre-wrap text-ink-2',
          !isOpen && 'hidden print:block',
        )}
      >
        {text}
      </p>
    </>
  );
}
