import { useState } from 'react';
import { ModelOption, type OptionLook } from '@/components/model-option';

/** So many are in view at most; as many more are drawn on both sides, for scrolling. */
const IN_VIEW = 10;

type Props = OptionLook & { id: string; names: readonly string[] };

/** The list below the picker's search field. Some providers list thousands: only what is in view is drawn. */
export function ModelOptions({ id, names, ...look }: Props) {
  const [top, setTop] = useState(0);
  const from = Math.max(0, Math.min(top, names.length - IN_VIEW) - IN_VIEW);
  const drawn = names
    .slice(from, from + 3 * IN_VIEW)
    .map((name, at) => ({ name, index: from + at }));
  // The search field names it, wherever it is.
  const active = names[look.active];
  if (active !== undefined && !drawn.some(({ index }) => index === look.active))
    drawn.push({ name: active, index: look.active });

  return (
    <div
      id={id}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- no native list can be searched from an input and styled
      role="listbox"
      aria-label="Models"
      onScroll={({ currentTarget: { scrollTop, scrollHeight } }) =>
        setTop(Math.floor((scrollTop / scrollHeight) * names.length))
      }
      className="max-h-72 scrolls-y"
    >
      <div role="presentation" className="relative" style={{ height: `${2 * names.length}rem` }}>
        {drawn.map(({ name, index }) => (
          <ModelOption key={name} {...{ id, name, index, ...look }} count={names.length} />
        ))}
      </div>
    </div>
  );
}
