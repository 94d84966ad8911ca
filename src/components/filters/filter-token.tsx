import TriangleAlert from 'lucide-react/icons/triangle-alert';
import X from 'lucide-react/icons/x';
import type { KeyboardEvent, ReactNode } from 'react';
import { shownText } from '@/lib/shown-text';
import { cx } from '@/ui/cx';
import { Popover } from '@/ui/popover';
import { EditorPlace } from './editor-place';
import { keyOf, subjectFacts } from './subjects';
import type { EditorProps, Part } from './token-editor';
import { type Token, tokenText, tokenWords } from './tokens';

type Props = EditorProps & {
  token: Token;
  /** Why it does not do what it says. */
  reason: string | null;
  onRemove: () => void;
};

/** Field, condition and value of a filter, each of which opens its list, and the way out. */
export function FilterToken({ token, reason, onRemove, ...editor }: Props) {
  const { field, operator, value } = tokenText(token);
  const { kind } = subjectFacts(token.subject);
  const isKey = keyOf(token.subject) !== null;
  const part = { ...editor, token };
  const words = tokenWords(token);
  return (
    <TokenFrame words={words} note={reason} onRemove={onRemove}>
      <TokenPart {...part} start="field" label={`Field: ${field}`} isFirst>
        {reason !== null && <TriangleAlert aria-hidden className="size-3.5 shrink-0" />}
        <bdi className={cx('truncate', isKey && 'font-mono text-xs')}>{shownText(field)}</bdi>
      </TokenPart>
      {isKey ? (
        <TokenPart {...part} start="operator" label={`Condition of ${field}: ${operator}`} isQuiet>
          {operator}
        </TokenPart>
      ) : (
        <span className="flex items-center border-s border-inherit px-2 text-ink-3">
          {operator}
        </span>
      )}
      {value !== '' && (
        <TokenPart
          {...part}
          start="value"
          label={`Value of ${field}: ${value}`}
          isWide={kind === 'time'}
        >
          <bdi className="truncate font-medium text-ink">{shownText(value)}</bdi>
        </TokenPart>
      )}
    </TokenFrame>
  );
}

type UnreadProps = { name: string; value: string; onRemove: () => void };

/** What is no filter: shown, never dropped by itself. */
export function UnreadToken({ name, value, onRemove }: UnreadProps) {
  return (
    <TokenFrame
      words={`${name}=${value}`}
      note="not used: no such filter or value"
      onRemove={onRemove}
    >
      <span className="flex min-w-0 items-center gap-1.5 px-2">
        <TriangleAlert aria-hidden className="size-3.5 shrink-0" />
        <bdi className="truncate font-mono text-xs">{shownText(`${name}=${value}`)}</bdi>
      </span>
    </TokenFrame>
  );
}

type FrameProps = { words: string; note: string | null; onRemove: () => void; children: ReactNode };

function TokenFrame({ words, note, onRemove, children }: FrameProps) {
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Backspace' && event.key !== 'Delete') return;
    // Within its list they are the list's.
    if (event.target instanceof Element && event.target.closest('[popover]')) return;
    event.preventDefault();
    onRemove();
  }
  return (
    <span className="flex min-w-0 items-center gap-1.5 max-lg:shrink-0">
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the keys are those of the buttons in it */}
      <span
        data-token
        onKeyDown={onKeyDown}
        className={cx(
          'flex h-7 max-w-96 min-w-0 rounded-md border text-sm has-[[aria-expanded=true]]:border-accent-ink has-[[aria-expanded=true]]:ring-3 has-[[aria-expanded=true]]:ring-accent-soft pointer-coarse:h-11',
          note === null
            ? 'border-line-strong bg-raised text-ink-2'
            : 'border-warning bg-warning-soft text-warning-ink',
        )}
      >
        {children}
        <button
          type="button"
          aria-label={`Remove ${words}`}
          onClick={onRemove}
          className="flex w-7 shrink-0 items-center justify-center rounded-e-md border-s border-line text-ink-3 hover:bg-hover hover:text-ink focus-visible:-outline-offset-2 pointer-coarse:w-11"
        >
          <X aria-hidden className="size-3.5" />
        </button>
      </span>
      {note !== null && <span className="text-xs text-warning-ink">{note}</span>}
    </span>
  );
}

type PartProps = EditorProps & {
  token: Token;
  start: Part;
  label: string;
  isFirst?: boolean;
  isQuiet?: boolean;
  isWide?: boolean;
  children: ReactNode;
};

function TokenPart(props: PartProps) {
  const { token, start, label, isFirst, isQuiet, isWide, children, ...editor } = props;
  return (
    <Popover
      aria-label={label}
      className={cx(
        'max-h-[min(36rem,80vh)] max-w-[calc(100vw-2rem)] overflow-y-auto p-1',
        isWide ? 'w-auto' : 'w-80',
      )}
      trigger={
        <button
          type="button"
          aria-label={label}
          className={cx(
            'flex min-w-0 items-center gap-1.5 px-2 hover:bg-hover focus-visible:-outline-offset-2',
            isFirst ? 'shrink-0 rounded-s-md' : 'border-s border-line',
            isQuiet && 'shrink-0 text-ink-3',
          )}
        >
          {children}
        </button>
      }
    >
      <EditorPlace {...editor} token={token} start={start} />
    </Popover>
  );
}
