import { cx } from '@/ui/cx';

/** A provider by its letter; no logo and no colour, which would say more than is known. */
export function ProviderMark({ name, className }: { name: string; className?: string }) {
  const [letter = '?'] = name;
  return (
    <span
      aria-hidden
      title={name}
      className={cx(
        'inline-grid size-4.5 shrink-0 place-items-center rounded-[5px] border border-line-strong bg-sunken text-[10px]/none font-semibold text-ink-2',
        className,
      )}
    >
      {letter.toLocaleUpperCase()}
    </span>
  );
}
