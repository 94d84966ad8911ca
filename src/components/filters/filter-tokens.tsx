import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import type { Filter } from '#contract/filter';
import { AddFilter } from './add-filter';
import { FilterToken, UnreadToken } from './filter-token';
import type { EditorProps } from './token-editor';
import { tokensOf } from './tokens';

type Props = EditorProps & {
  /** What the filter says that cannot be used, by name and value. */
  unread: readonly (readonly [name: string, value: string])[];
  onDropUnread: (index: number) => void;
  /** Why the source takes no notice of a condition; null: it does what it says. */
  reasonOf?: (filter: Filter) => string | null;
  /** Conditions that are shown elsewhere. */
  isHidden?: (filter: Filter) => boolean;
  /** To add a condition was asked for before this was there. */
  isAsked?: boolean;
  /** After the tokens. */
  children?: ReactNode;
};

/** Every condition as a token, edited in place; arrow keys go from part to part, Backspace removes a token. */
export function FilterTokens(props: Props) {
  const { unread, onDropUnread, reasonOf, isHidden, isAsked = false, children, ...editor } = props;
  const bar = useRef<HTMLFieldSetElement>(null);
  const { filters, onChange } = editor;
  const tokens = tokensOf(filters.filter((filter) => !isHidden?.(filter)));

  /** The focus goes to what stands before, so that Backspace can go on. */
  function remove(index: number, drop: () => void) {
    const items = [...(bar.current?.querySelectorAll<HTMLElement>('[data-token]') ?? [])];
    const next = items[index - 1] ?? items[index + 1];
    const home = next ?? bar.current?.querySelector<HTMLElement>('[data-add-filter]');
    (home?.matches('button') ? home : home?.querySelector('button'))?.focus();
    drop();
  }
  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const { target } = event;
    if (by === undefined || event.altKey || !(target instanceof HTMLButtonElement)) return;
    if (target.closest('[popover]')) return;
    const isTurned = getComputedStyle(target).direction === 'rtl';
    const parts = [...event.currentTarget.querySelectorAll<HTMLElement>('button')].filter(
      (part) => !part.closest('[popover]'),
    );
    parts[parts.indexOf(target) + (isTurned ? -by : by)]?.focus();
    event.preventDefault();
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys are those of the buttons in it
    <fieldset
      ref={bar}
      aria-label="Filters"
      className="flex min-w-0 flex-1 items-center gap-1.5 max-lg:scrolls-strip lg:flex-wrap"
      onKeyDown={onKeyDown}
    >
      {tokens.map((token, index) => (
        <FilterToken
          // By its place: what is edited stays the same token, and keeps the focus.
          // oxlint-disable-next-line react/no-array-index-key
          key={index}
          {...editor}
          token={token}
          reason={token.filters.map((each) => reasonOf?.(each) ?? null).find(Boolean) ?? null}
          onRemove={() =>
            remove(index, () =>
              onChange(filters.filter((filter) => !token.filters.includes(filter))),
            )
          }
        />
      ))}
      {unread.map(([name, value], index) => (
        <UnreadToken
          key={`${name}=${value}`}
          {...{ name, value }}
          onRemove={() => remove(tokens.length + index, () => onDropUnread(index))}
        />
      ))}
      <AddFilter {...editor} startsOpen={isAsked} />
      {children}
    </fieldset>
  );
}
