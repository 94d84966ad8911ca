import ArrowRight from 'lucide-react/icons/arrow-right';
import Bookmark from 'lucide-react/icons/bookmark';
import ListFilter from 'lucide-react/icons/list-filter';
import MessageSquareText from 'lucide-react/icons/message-square-text';
import Search from 'lucide-react/icons/search';
import Settings2 from 'lucide-react/icons/settings-2';
import SquareTerminal from 'lucide-react/icons/square-terminal';
import type { ReactNode } from 'react';
import { type HitPattern, patternOf } from '@/components/search-marks/find-hits';
import { shownText } from '@/lib/shown-text';
import { Kbd } from '@/ui/kbd';
import type { PaletteItem } from './palette-item';

const ICONS = {
  Find: Search,
  Filters: ListFilter,
  'Filter this table': ListFilter,
  Views: Bookmark,
  Completions: MessageSquareText,
  'On this page': SquareTerminal,
  'Go to': ArrowRight,
  Settings: Settings2,
};

type Props = {
  items: readonly PaletteItem[];
  /** Position of the one that Enter takes. */
  at: number;
  listId: string;
  /** What is searched for. */
  text: string;
  onChoose: (item: PaletteItem, isAside: boolean) => void;
  onPoint: (at: number) => void;
};

export function PaletteOptions({ items, at, listId, text, onChoose, onPoint }: Props) {
  const pattern = patternOf(text.replace(/^[>#@]/, ''));
  return (
    <div
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- no native list can be searched from an input and styled
      role="listbox"
      id={listId}
      aria-label="Found"
      className="min-h-0 flex-1 scrolls-y overscroll-contain p-1.5"
    >
      {items.length === 0 && <p className="px-2.5 py-6 text-center text-ink-3">Nothing found.</p>}
      {items.map((item, position) => (
        // Several completions may begin alike.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={`${item.group} ${item.label} ${position}`} role="presentation">
          {item.group !== items[position - 1]?.group && (
            <p role="presentation" className="px-2.5 pt-2.5 pb-1 text-xs font-medium text-ink-3">
              {item.group}
            </p>
          )}
          <Option
            {...{ item, pattern }}
            id={`${listId}-${position}`}
            isActive={position === at}
            onChoose={(isAside) => onChoose(item, isAside)}
            onPoint={() => onPoint(position)}
          />
        </div>
      ))}
    </div>
  );
}

type OptionProps = {
  item: PaletteItem;
  pattern: HitPattern | null;
  id: string;
  isActive: boolean;
  onChoose: (isAside: boolean) => void;
  onPoint: () => void;
};

function Option({ item, pattern, id, isActive, onChoose, onPoint }: OptionProps) {
  const Icon = ICONS[item.group];
  return (
    // The keyboard stays in the field, which names the active one.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- as the list
      role="option"
      id={id}
      aria-selected={isActive}
      ref={isActive ? intoView : undefined}
      onClick={(event) => onChoose(event.metaKey || event.ctrlKey)}
      onPointerMove={onPoint}
      className="group/option flex h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 aria-selected:bg-accent-soft"
    >
      <Icon aria-hidden className="size-4 shrink-0 text-ink-3" />
      <bdi className="min-w-0 truncate">
        <Found text={shownText(item.label)} pattern={pattern} />
      </bdi>
      <span className="ms-auto inline-flex shrink-0 items-center gap-1 text-xs text-ink-3 tabular-nums group-aria-selected/option:text-accent-ink">
        {item.hint}
        <Kbd>{item.keys ?? null}</Kbd>
      </span>
    </div>
  );
}

type FoundProps = { text: string; pattern: HitPattern | null };

/** The words that were searched for stand out. */
function Found({ text, pattern }: FoundProps) {
  const parts: ReactNode[] = [];
  let from = 0;
  for (const [start, end] of pattern?.placesIn(text) ?? []) {
    const hit = (
      <b key={start} className="font-semibold">
        {text.slice(start, end)}
      </b>
    );
    parts.push(text.slice(from, start), hit);
    from = end;
  }
  return [...parts, text.slice(from)];
}

function intoView(option: HTMLElement | null) {
  option?.scrollIntoView({ block: 'nearest' });
}
