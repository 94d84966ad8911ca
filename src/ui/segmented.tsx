import { useId, type ReactNode } from 'react';
import { cx } from '@/ui/cx';

type Option<Value extends string> = { value: Value; label: ReactNode };

type Props<Value extends string> = {
  label: string;
  options: readonly Option<Value>[];
  value: Value;
  onChange: (value: Value) => void;
  className?: string;
};

/** One of a few, all visible: a radio group, so arrows move and the choice is announced. */
export function Segmented<Value extends string>(props: Props<Value>) {
  const { label, options, value, onChange, className } = props;
  const name = useId();
  return (
    <div
      role="radiogroup"
      aria-label={label}
      className={cx(
        'inline-flex h-7 max-w-full scrolls-strip rounded-[7px] bg-sunken p-0.5 inset-ring inset-ring-line',
        className,
      )}
    >
      {options.map((option) => (
        <label
          key={option.value}
          className={
            'relative inline-flex flex-1 items-center justify-center gap-1.5 rounded-[5px] px-2.5 text-sm whitespace-nowrap font-medium text-ink-2 ' +
            'hover:text-ink has-checked:bg-[light-dark(#ffffff,#2a2c35)] has-checked:text-ink has-checked:shadow-raised has-checked:ring has-checked:ring-line ' +
            'has-focus-visible:outline-2 has-focus-visible:outline-accent-ink [&_svg]:size-3.5'
          }
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className="absolute inset-0 cursor-pointer appearance-none outline-none"
          />
          {option.label}
        </label>
      ))}
    </div>
  );
}
