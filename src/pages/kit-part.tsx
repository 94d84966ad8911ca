import type { ReactNode } from 'react';

type PartProps = { name: string; about?: string; children: ReactNode };

/** One component, its name in the gutter. */
export function Part({ name, about, children }: PartProps) {
  return (
    <section
      aria-label={name}
      className="grid gap-x-4 gap-y-2 border-b border-line py-3 last:border-0 sm:grid-cols-[7.25rem_minmax(0,1fr)]"
    >
      <div>
        <h2 className="text-sm font-semibold">{name}</h2>
        {about && <p className="mt-0.5 text-xs text-ink-3">{about}</p>}
      </div>
      <div className="flex min-w-0 flex-wrap items-start gap-x-4 gap-y-3">{children}</div>
    </section>
  );
}

type StateProps = { name: string; isWide?: boolean; children: ReactNode };

export function State({ name, isWide = false, children }: StateProps) {
  return (
    <div
      className={`grid min-w-0 content-start justify-items-start gap-1.5 ${isWide ? 'w-full' : ''}`}
    >
      <span className="text-xs text-ink-3">{name}</span>
      {children}
    </div>
  );
}
