import type { ReactNode } from 'react';
import { Button } from '@/ui/button';
import type { roomAtEnd } from './columns';

const UNSEEN =
  'sm:pointer-fine:opacity-0 sm:pointer-fine:group-hover:opacity-100 sm:pointer-fine:group-focus-within:opacity-100';
/** They take no width from the texts: where one points, they lie over the end of the row, unless that has buttons. */
const PLACES = {
  always: 'sm:pe-3',
  narrow:
    'sm:max-xl:pe-3 xl:absolute xl:end-2 xl:top-1/2 xl:-translate-y-1/2 xl:rounded-md xl:pointer-fine:bg-raised xl:pointer-fine:shadow-overlay',
  never:
    'sm:absolute sm:end-2 sm:top-1/2 sm:-translate-y-1/2 sm:rounded-md sm:pointer-fine:bg-raised sm:pointer-fine:shadow-overlay',
  // Of two lines, beside the date on the second: the model stands on the first.
  below: 'sm:absolute sm:end-4 sm:bottom-1 sm:*:size-6 sm:rounded-md sm:pointer-fine:bg-raised',
};

type ButtonsProps = {
  id: string;
  /** What tells the row from the others. */
  name: string;
  actions: { onPeek: (id: string) => void; onDelete: (id: string) => void };
  canDelete: boolean;
  /** See {@link roomAtEnd}. */
  room: ReturnType<typeof roomAtEnd> | 'below';
  /** What a row that is still running has before them, at any time. */
  children: ReactNode;
};

/**
 * What can be done with a row, there at all times: fingers point at nothing, and screen readers walk what is there.
 * Named by the browser's own tooltip, and an element each: that costs a row little.
 */
export function RowButtons({ id, name, actions, canDelete, room, children }: ButtonsProps) {
  return (
    <span className={`flex justify-end ${children ? '' : UNSEEN} ${PLACES[room]}`}>
      {children}
      <Button
        variant="ghost"
        size="iconSm"
        aria-label={`Peek: ${name}`}
        title="Peek (p)"
        className="icon-before icon-peek max-sm:hidden"
        onClick={() => actions.onPeek(id)}
      />
      {canDelete && (
        <Button
          variant="ghost"
          size="iconSm"
          aria-label={`Delete: ${name}`}
          aria-haspopup="dialog"
          title="Delete"
          className="icon-before icon-delete"
          onClick={() => actions.onDelete(id)}
        />
      )}
    </span>
  );
}
