import Check from 'lucide-react/icons/check';
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { formatNumber } from '@/lib/format';
import { shownText } from '@/lib/shown-text';
import { ComboboxInput } from '@/ui/combobox-input';
import { cx } from '@/ui/cx';
import { focusNew } from '@/ui/focus-new';
import { isComposing } from '@/ui/is-composing';
import { nextOption } from '@/ui/next-option';

export type Option<Value> = {
  value: Value;
  label: string;
  /** A metadata key. */
  isMono?: boolean;
  /** How many completions have it; null where nobody counts. */
  count?: number | null;
  /** After the label, such as `as typed`. */
  note?: string;
  group?: string;
};

type Props<Value> = {
  label: string;
  placeholder: string;
  /** What is typed already. */
  ahead?: string;
  optionsFor: (typed: string) => readonly Option<Value>[];
  /** `isMore`: beside what is chosen, and the list stays. */
  onTake: (value: Value, isMore: boolean, inside: Element) => void;
  /** Present: several can be chosen, and these are. */
  chosen?: readonly Value[];
  /** Backspace in the empty field. */
  onBack?: (() => void) | undefined;
  nothing: string;
  children?: ReactNode;
};

/** A field over the list that it narrows: arrows move, Enter takes, Ctrl or ⌘ with Enter takes one more. */
export function OptionList<Value extends string | number | object>(props: Props<Value>) {
  const {
    label,
    placeholder,
    ahead = '',
    optionsFor,
    onTake,
    chosen,
    onBack,
    nothing,
    children,
  } = props;
  const [typed, setTyped] = useState(ahead);
  const [at, setAt] = useState(0);
  const id = useId();
  const options = optionsFor(typed.trim());
  const active = Math.min(at, options.length - 1);

  function take(option: Option<Value> | undefined, isMore: boolean, inside: Element) {
    if (!option) return;
    onTake(option.value, isMore && chosen !== undefined, inside);
    if (isMore) setTyped('');
  }
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (isComposing(event) || event.altKey) return;
    const { key, currentTarget, ctrlKey, metaKey } = event;
    const to = event.shiftKey ? undefined : nextOption(key, active, options.length);
    if (to !== undefined) setAt(to);
    else if (key === 'Enter') take(options[active], ctrlKey || metaKey, currentTarget);
    else if (key === 'Backspace' && typed === '' && onBack) onBack();
    else return;
    event.preventDefault();
  }

  return (
    <>
      <ComboboxInput
        ref={focusNew}
        data-autofocus
        label={label}
        listId={id}
        active={active}
        placeholder={placeholder}
        value={typed}
        onType={(text) => {
          setTyped(text);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div
        id={id}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- no native list can be searched from an input and styled
        role="listbox"
        aria-label={label}
        aria-multiselectable={chosen !== undefined || undefined}
        className="max-h-72 scrolls-y"
      >
        {options.map((option, index) => (
          <div key={`${option.group} ${option.label} ${option.note}`} role="presentation">
            {option.group !== undefined && option.group !== options[index - 1]?.group && (
              <p role="presentation" className="px-2 pt-2 pb-1 text-xs font-medium text-ink-3">
                {option.group}
              </p>
            )}
            <OptionRow
              id={`${id}-${index}`}
              option={option}
              isActive={index === active}
              isChosen={chosen && chosen.includes(option.value)}
              onTake={(isMore, inside) => take(option, isMore, inside)}
              onPoint={() => setAt(index)}
            />
          </div>
        ))}
      </div>
      {options.length === 0 && <p className="px-2 py-3 text-xs text-ink-3">{nothing}</p>}
      {children}
    </>
  );
}

type RowProps<Value> = {
  id: string;
  option: Option<Value>;
  isActive: boolean;
  /** Undefined: one alone can be chosen. */
  isChosen: boolean | undefined;
  onTake: (isMore: boolean, inside: Element) => void;
  onPoint: () => void;
};

function OptionRow<Value>({ id, option, isActive, isChosen, onTake, onPoint }: RowProps<Value>) {
  const { label, isMono, count, note } = option;
  return (
    // The keyboard stays in the field, which names the active one.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={id}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- as above
      role="option"
      aria-selected={isChosen ?? isActive}
      data-active={isActive || undefined}
      ref={isActive ? intoView : undefined}
      onPointerMove={onPoint}
      onClick={(event) => onTake(event.ctrlKey || event.metaKey, event.currentTarget)}
      className="flex h-8 cursor-pointer items-center gap-2 rounded-md px-2 text-sm data-active:bg-pressed pointer-coarse:h-11"
    >
      {isChosen !== undefined && <Box {...{ isChosen, onTake }} />}
      <bdi className={cx('min-w-0 truncate', isMono && 'font-mono text-xs')}>
        {shownText(label) || <span className="text-ink-3">(empty)</span>}
      </bdi>
      {note !== undefined && <span className="shrink-0 text-xs text-ink-3">{note}</span>}
      {typeof count === 'number' && (
        <span className="ms-auto shrink-0 ps-2 text-xs text-ink-3 tabular-nums">
          {formatNumber(count)}
        </span>
      )}
    </div>
  );
}

/** A click on the box takes one more, a click beside it this one alone. */
function Box({ isChosen, onTake }: { isChosen: boolean; onTake: RowProps<never>['onTake'] }) {
  return (
    // For the mouse: the keyboard has Ctrl or ⌘ with Enter.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
    <span
      data-box
      onClick={(event) => {
        event.stopPropagation();
        onTake(true, event.currentTarget);
      }}
      className="-ms-1 flex size-6 shrink-0 items-center justify-center"
    >
      <span
        className={cx(
          'flex size-4 items-center justify-center rounded-sm border',
          isChosen ? 'border-accent bg-accent text-on-accent' : 'border-control bg-raised',
        )}
      >
        {isChosen && <Check aria-hidden className="size-3" strokeWidth={3} />}
      </span>
    </span>
  );
}

function intoView(option: HTMLElement | null) {
  option?.scrollIntoView?.({ block: 'nearest' });
}
