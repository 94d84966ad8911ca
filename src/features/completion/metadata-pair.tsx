import ListFilter from 'lucide-react/icons/list-filter';
import X from 'lucide-react/icons/x';
import { type ClipboardEvent, type KeyboardEvent, type ReactNode, useId, useRef } from 'react';
import { Link } from 'react-router-dom';
import { KnownPairs, UsedBefore } from '@/components/known-pairs';
import { filterText } from '@/lib/completion-search';
import { paths } from '@/paths';
import { countCodePoints } from '#contract/code-points';
import { METADATA_LIMITS, type Metadata } from '#contract/metadata';
import { buttonLook } from '@/ui/button';
import { Counter } from '@/ui/counter';
import { cx } from '@/ui/cx';
import { Field } from '@/ui/field';
import { IconButton } from '@/ui/icon-button';
import { isComposing } from '@/ui/is-composing';
import { LineInput } from '@/ui/line-input';
import { type DraftPair, type PairProblems } from './metadata-draft';
import { pastedPairs } from './pasted-pairs';

type Props = {
  pair: DraftPair;
  problems: PairProblems | undefined;
  /** It is not as it is stored. */
  isChanged: boolean;
  /** It is being edited: limits and values in use are shown, and the fields are wide. */
  isOpen: boolean;
  onOpen: () => void;
  onChange: (pair: DraftPair) => void;
  onRemove: () => void;
  onPaste: (pairs: Metadata) => void;
  /** At the foot of the open pair. */
  children?: ReactNode;
};

/** One line of the list, whose texts are fields at the same time: it opens where one writes into it. */
// oxlint-disable-next-line max-lines-per-function -- one screen, whose parts share their state
export function MetadataPair(props: Props) {
  const { pair, problems, isChanged, isOpen, onOpen, onChange, onRemove, onPaste, children } =
    props;
  const { key, value } = pair;
  const listId = useId();
  // What opens below the pointer must not move what it is pressing.
  const isPressed = useRef(false);
  const isShown = isOpen || key === '';

  function pastePairs(event: ClipboardEvent) {
    const pairs = pastedPairs(event.clipboardData.getData('text'));
    if (!pairs || key !== '') return;
    event.preventDefault();
    onPaste(pairs);
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events -- it only watches the fields in it
    <li
      data-open={isOpen || undefined}
      className={cx(
        'group/pair relative -mx-2 grid items-start gap-x-2 rounded-md px-2',
        isShown
          ? 'grid-cols-1 gap-y-1.5 bg-hover py-2'
          : 'grid-cols-[7rem_minmax(0,1fr)] py-0.5 hover:bg-hover not-pointer-fine:grid-cols-[7rem_minmax(0,1fr)_auto]',
      )}
      onPointerDown={() => (isPressed.current = true)}
      onPointerCancel={() => (isPressed.current = false)}
      onClick={() => {
        isPressed.current = false;
        onOpen();
      }}
      onFocus={() => {
        if (!isPressed.current) onOpen();
      }}
    >
      {isChanged && (
        <span
          title="Not saved"
          className="absolute start-0 top-3.5 size-1 rounded-full bg-warning"
        />
      )}
      <Field label="Key" hideLabel error={problems?.key} className={cx(isShown && 'pe-14')}>
        {(control) => (
          <LineInput
            {...control}
            keepsLines
            value={key}
            data-pair-key
            placeholder={isShown ? 'Key, or paste several pairs' : undefined}
            list={isShown ? `${listId}-keys` : undefined}
            autoComplete="off"
            spellCheck={false}
            lineClassName="h-7"
            title={isShown ? undefined : key}
            className={cx(
              'block w-full font-mono text-xs text-ellipsis',
              isShown ? 'control px-2' : `${QUIET} -ms-1 border-transparent px-1 text-ink-3`,
            )}
            onChange={(event) => onChange({ ...pair, key: event.target.value })}
            onPaste={pastePairs}
          />
        )}
      </Field>
      <Field label={`Value for ${key}`} hideLabel error={problems?.value}>
        {(control) => (
          <LineInput
            {...control}
            keepsLines
            wraps
            value={value}
            placeholder={isShown ? 'Value' : undefined}
            list={isShown ? `${listId}-values` : undefined}
            autoComplete="off"
            spellCheck={false}
            lineClassName="h-7"
            className={cx(
              'block text-sm text-ellipsis',
              isShown
                ? 'control w-full px-2'
                : `${QUIET} field-sizing-content max-w-full min-w-6 border-line bg-sunken px-1.5`,
            )}
            onChange={(event) => onChange({ ...pair, value: event.target.value })}
            onKeyDown={saveOnEnter}
          />
        )}
      </Field>
      <PairActions {...{ pair, isChanged, isShown, onRemove }} />
      {isShown && (
        <>
          <PairLimits pair={pair} />
          {children}
          {/* Below Save: it comes late, and nothing may move away from under a click. */}
          <UsedBefore of={key} value={value} onUse={(used) => onChange({ ...pair, value: used })} />
          <KnownPairs id={`${listId}-keys`} />
          <KnownPairs id={`${listId}-values`} of={key} />
        </>
      )}
    </li>
  );
}

/** A field of several lines has Enter for itself only where its text has lines. */
function saveOnEnter(event: KeyboardEvent<HTMLInputElement>): void {
  const field = event.currentTarget;
  const isSave = event.key === 'Enter' && !event.shiftKey && !field.value.includes('\n');
  if (!isSave || isComposing(event)) return;
  event.preventDefault();
  field.form?.requestSubmit();
}

/** A field that looks like text until somebody points at it. */
const QUIET = 'rounded-sm border hover:border-line-strong aria-invalid:border-danger-ink';
/** They lie over the end of the line while it is pointed at; where nobody can point they have their place. */
const IN_LINE =
  'pointer-fine:absolute pointer-fine:end-1 pointer-fine:top-0.5 pointer-fine:rounded-md pointer-fine:bg-raised pointer-fine:opacity-0 ' +
  'pointer-fine:shadow-raised pointer-fine:group-focus-within/pair:opacity-100 pointer-fine:group-hover/pair:opacity-100';

type ActionsProps = {
  pair: DraftPair;
  isChanged: boolean;
  isShown: boolean;
  onRemove: () => void;
};

function PairActions({ pair: { key, value }, isChanged, isShown, onRemove }: ActionsProps) {
  const all = `Show all with ${key}=${value}`.slice(0, 120);
  return (
    <span className={cx('flex items-center', isShown ? 'absolute end-1.5 top-2' : IN_LINE)}>
      <IconButton
        size="iconSm"
        label={key === '' ? 'Remove this pair' : `Remove ${key}`}
        onClick={onRemove}
      >
        <X aria-hidden className="size-3.5" />
      </IconButton>
      {!isChanged && (
        <Link
          to={paths.completions(filterText({ field: 'metadata', key, value }))}
          aria-label={all}
          title={all}
          className={buttonLook({ variant: 'ghost', size: 'iconSm' })}
        >
          <ListFilter aria-hidden className="size-3.5" />
        </Link>
      )}
    </span>
  );
}

function PairLimits({ pair }: { pair: DraftPair }) {
  return (
    <p className="flex gap-3 text-xs text-ink-3">
      <span>
        Key <Counted name="key" text={pair.key} />
      </span>
      <span>
        Value <Counted name="value" text={pair.value} />
      </span>
    </p>
  );
}

type CountedProps = { name: 'key' | 'value'; text: string };

function Counted({ name, text }: CountedProps) {
  return (
    <Counter
      label={`Characters of the ${name}`}
      value={countCodePoints(text)}
      max={METADATA_LIMITS[name]}
    />
  );
}
