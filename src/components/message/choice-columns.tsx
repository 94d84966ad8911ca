import { type ReactNode, useId } from 'react';
import { byPosition } from '@/components/markdown/by-position';
import { Segmented } from '@/ui/segmented';

type Props = {
  /** What is said beside the name of each choice: how it ended. */
  notes: readonly ReactNode[];
  shown: number;
  onShow: (at: number) => void;
  /** What choosing one means; without it, all that can be chosen is what a narrow screen shows. */
  pickLabel?: string;
  children: (at: number) => ReactNode;
};

/** Several answers to one question side by side; one at a time where there is no room. */
export function ChoiceColumns({ notes, shown, onShow, pickLabel, children }: Props) {
  const name = useId();
  return (
    <div className="space-y-2">
      <Segmented
        label="Choice"
        className="sm:hidden"
        options={notes.map((_, at) => ({ value: String(at), label: `${at + 1}` }))}
        value={String(shown)}
        onChange={(value) => onShow(Number(value))}
      />
      <fieldset
        aria-label={`${notes.length} choices`}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it
        tabIndex={0}
        className="flex min-w-0 gap-3 scrolls-x pb-1 max-sm:block"
      >
        {byPosition(notes, (note, at) => (
          <fieldset
            aria-label={`Choice ${at + 1}`}
            data-shown={at === shown || undefined}
            data-picked={(pickLabel && at === shown) || undefined}
            className={
              'min-w-0 rounded-lg border border-line px-3 pb-2 max-sm:not-data-shown:hidden ' +
              'sm:min-w-72 sm:flex-1 sm:data-picked:border-accent-ink'
            }
          >
            <header className="flex min-h-8 items-center gap-2 text-xs text-ink-3">
              <h3 className="font-medium text-ink-2">Choice {at + 1}</h3>
              <span className="min-w-0 flex-1 truncate">{note}</span>
              {pickLabel && (
                <label className="flex items-center gap-1.5 max-sm:hidden">
                  <input
                    type="radio"
                    name={name}
                    checked={at === shown}
                    onChange={() => onShow(at)}
                  />
                  {pickLabel}
                </label>
              )}
            </header>
            {children(at)}
          </fieldset>
        ))}
      </fieldset>
    </div>
  );
}
