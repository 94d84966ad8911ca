import { cx } from '@/ui/cx';
import { focusIfFree } from '@/ui/focus-if-free';
import { Tooltip } from '@/ui/tooltip';
import { ParameterAbout } from './parameter-about';
import { type RowName, rowTitle } from '../parameters/parameter-rows';
import { unsetWords } from '../parameters/row-words';

type Props = {
  name: RowName;
  /** It was unset just now, where the focus was. */
  takesFocus: boolean;
  onSet: () => void;
};

/** A parameter that is not sent: what holds without it, and one click that sets it. */
export function UnsetRow({ name, takesFocus, onSet }: Props) {
  const title = rowTitle(name);
  return (
    <Tooltip text={<ParameterAbout name={name} />}>
      <button
        ref={takesFocus ? focusIfFree : undefined}
        type="button"
        onClick={onSet}
        className="group/row flex h-8 w-full items-center gap-3 px-4 text-start text-ink-2 hover:bg-hover pointer-coarse:h-11"
      >
        <span className="sr-only">Set</span>{' '}
        <span className={cx('min-w-0 truncate', title === name && 'font-mono text-xs')}>
          {title}
        </span>{' '}
        <span className="ms-auto shrink-0 text-ink-3 group-hover/row:text-accent-ink">
          {unsetWords(name)}
        </span>
      </button>
    </Tooltip>
  );
}
