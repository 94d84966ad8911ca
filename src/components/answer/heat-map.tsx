import { type KeyboardEvent, memo, useId, useMemo, useState } from 'react';
import { byPosition } from '@/components/markdown/by-position';
import { type Place, TokenCard } from '@/components/answer/token-card';
import {
  formatProbability,
  levelOf,
  type Piece,
  piecesOf,
  visibleText,
} from '@/components/answer/tokens';
import { besideOnLine } from '@/components/answer/beside-on-line';

type Props = {
  logprobs: unknown;
  /** Text that the answer goes on from; it was not asked of the model this time. */
  begun?: string | undefined;
};

/** So many are drawn as one: pointing at a token draws its own block anew, not ten thousand tokens. */
const BLOCK = 200;

/** An answer token by token, coloured by how sure the model was of each; arrows go from one to the next. */
export function HeatMap({ logprobs, begun = '' }: Props) {
  const pieces = useMemo(() => piecesOf(logprobs), [logprobs]);
  const blocks = useMemo(() => blocksOf(pieces), [pieces]);
  const [active, setActive] = useState<number | null>(null);
  const id = useId();
  const elementOf = (at: number) => document.getElementById(`${id}${at}`);
  const piece = active === null ? undefined : pieces[active];
  // The tokens are drawn already: pointing at one moves none of them.
  const place = active === null ? null : placeOf(elementOf(active));

  function onKeyDown(event: KeyboardEvent) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const next = nextOf(event.key, active ?? 0, pieces.length, elementOf);
    if (event.key === 'Escape' && active !== null) setActive(null);
    else if (next === null) return;
    else {
      setActive(next);
      elementOf(next)?.scrollIntoView({ block: 'nearest' });
    }
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div className="relative">
      <div
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a select cannot hold a flowing text
        role="listbox"
        tabIndex={0}
        aria-label="Tokens by probability"
        aria-activedescendant={active === null ? undefined : `${id}${active}`}
        onKeyDown={onKeyDown}
        onFocus={() => setActive((at) => at ?? 0)}
        onBlur={() => setActive(null)}
        onPointerOver={({ pointerType, target }) => {
          const at = indexOf(target, id);
          if (pointerType === 'mouse' && at !== null) setActive(at);
        }}
        onPointerLeave={({ currentTarget }) => {
          if (document.activeElement !== currentTarget) setActive(null);
        }}
        onPointerDown={({ target }) => {
          const at = indexOf(target, id);
          if (at !== null) setActive(at);
        }}
        className="rounded-md text-base leading-7 break-words whitespace-pre-wrap"
      >
        {begun && (
          <span role="presentation" className="text-ink-3">
            {begun}
          </span>
        )}
        {byPosition(blocks, (block, at) => (
          <Block
            pieces={block}
            id={id}
            start={at * BLOCK}
            active={active !== null && Math.floor(active / BLOCK) === at ? active : null}
          />
        ))}
      </div>
      {piece && place && <TokenCard key={active} piece={piece} place={place} />}
      <output className="sr-only">{piece && sentenceOf(piece)}</output>
      <Legend />
    </div>
  );
}

const looks = [
  '',
  'bg-heat-1',
  'bg-heat-2',
  'bg-heat-3',
  'bg-heat-4 underline decoration-dotted underline-offset-4',
  'bg-heat-5 underline decoration-2 underline-offset-4',
];

type BlockProps = { pieces: Piece[]; id: string; start: number; active: number | null };

const Block = memo(function Block({ pieces, id, start, active }: BlockProps) {
  return (
    <span role="presentation">
      {byPosition(pieces, ({ text, probability }, at) => (
        <span
          id={`${id}${start + at}`}
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- of the list above
          role="option"
          aria-selected={active === start + at}
          className={`rounded-xs aria-selected:outline-2 aria-selected:outline-accent-ink ${looks[levelOf(probability)]}`}
        >
          {text}
        </span>
      ))}
    </span>
  );
});

function Legend() {
  const names = ['95 % or more', '80 %', '60 %', '30 %', '10 %', 'less'];
  return (
    <p className="mt-2 flex flex-wrap gap-1 text-xs text-ink">
      {byPosition(names, (name, level) => (
        <span className={`rounded-xs px-1.5 ${looks[level]}`}>{name}</span>
      ))}
    </p>
  );
}

function blocksOf(pieces: Piece[]): Piece[][] {
  const count = Math.ceil(pieces.length / BLOCK);
  return Array.from({ length: count }, (_, at) => pieces.slice(at * BLOCK, (at + 1) * BLOCK));
}

function indexOf(target: EventTarget, id: string): number | null {
  const option = target instanceof Element ? target.closest('[role="option"]') : null;
  return option?.id.startsWith(id) ? Number(option.id.slice(id.length)) : null;
}

function nextOf(
  key: string,
  at: number,
  count: number,
  elementOf: (at: number) => HTMLElement | null,
): number | null {
  if (key === 'ArrowRight') return Math.min(count - 1, at + 1);
  if (key === 'ArrowLeft') return Math.max(0, at - 1);
  if (key === 'ArrowDown') return besideOnLine(at, 1, elementOf);
  if (key === 'ArrowUp') return besideOnLine(at, -1, elementOf);
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : null;
}

/** Of a token that is broken over lines, where it begins. */
function placeOf(token: HTMLElement | null): Place | null {
  const rect = token?.getClientRects()[0];
  const origin = token?.closest('[role="listbox"]')?.getBoundingClientRect();
  if (!rect || !origin) return null;
  const { width, height } = rect;
  return { left: rect.left - origin.left, top: rect.top - origin.top, width, height };
}

function sentenceOf({ text, probability, steps }: Piece): string {
  const others = (steps[0]?.alternatives ?? [])
    .filter((each) => each.text !== steps[0]?.text)
    .slice(0, 3)
    .map((each) => `${visibleText(each.text)} ${formatProbability(each.probability)}`);
  const instead = others.length > 0 ? `; instead: ${others.join(', ')}` : '';
  return `${visibleText(text)} ${formatProbability(probability)}${instead}`;
}
