import TriangleAlert from 'lucide-react/icons/triangle-alert';
import type { ReactNode } from 'react';
import { shownText } from '@/lib/shown-text';
import { cx } from '@/ui/cx';
import { EditorPlace } from './editor-place';
import { keyOf, subjectFacts } from './subjects';
import type { EditorProps, Part } from './token-editor';
import { TokenFrame, TokenPart } from './token-frame';
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
      <EditedPart {...part} start="field" label={`Field: ${field}`} isFirst>
        {reason !== null && <TriangleAlert aria-hidden className="size-3.5 shrink-0" />}
        <bdi className={cx('truncate', isKey && 'font-mono text-xs')}>{shownText(field)}</bdi>
      </EditedPart>
      {isKey ? (
        <EditedPart {...part} start="operator" label={`Condition of ${field}: ${operator}`} isQuiet>
          {operator}
        </EditedPart>
      ) : (
        <span className="flex items-center border-s border-inherit px-2 text-ink-3">
          {operator}
        </span>
      )}
      {value !== '' && (
        <EditedPart
          {...part}
          start="value"
          label={`Value of ${field}: ${value}`}
          isWide={kind === 'time'}
        >
          <bdi className="truncate font-medium text-ink">{shownText(value)}</bdi>
        </EditedPart>
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

type PartProps = EditorProps & {
  token: Token;
  start: Part;
  label: string;
  isFirst?: boolean;
  isQuiet?: boolean;
  isWide?: boolean;
  children: ReactNode;
};

function EditedPart(props: PartProps) {
  const { token, start, label, isFirst, isQuiet, isWide, children, ...editor } = props;
  return (
    <TokenPart
      {...{ label, isFirst, isQuiet, isWide }}
      content={<EditorPlace {...editor} token={token} start={start} />}
    >
      {children}
    </TokenPart>
  );
}
