import { useId, type ReactNode } from 'react';

type Props = { title: string; hint?: ReactNode; children: ReactNode };

/** One topic: its name and purpose at the left, on wide windows, and what can be done at the right. */
export function Section({ title, hint, children }: Props) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className="grid gap-x-8 gap-y-3 border-b border-line py-8 last:border-0 lg:grid-cols-[14rem_1fr]"
    >
      <div>
        <h2 id={id} className="text-base font-semibold">
          {title}
        </h2>
        {hint && <p className="mt-1 text-xs text-ink-3">{hint}</p>}
      </div>
      <div className="min-w-0 space-y-4">{children}</div>
    </section>
  );
}
