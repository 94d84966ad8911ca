import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { type DataSection, paths } from '@/paths';
import { buttonLook } from '@/ui/button';

type Props = {
  /** Of what, as in "the trash". */
  what: string;
  section: DataSection;
  /** Cursor of this page, and of the one after it. */
  after: string | undefined;
  next: string | null;
  /** Present: the list is of what this finds. */
  q?: string;
  filter?: string;
  /** At the start of the line. */
  children?: ReactNode;
};

/** The ways to the other pages of a list that is read from its newest entry on. */
export function Pages({ what, section, after, next, q = '', filter = '', children }: Props) {
  if (!children && after === undefined && next === null) return null;
  return (
    <nav aria-label={`Pages of ${what}`} className="flex items-center justify-end gap-2 px-5 py-3">
      {children && <div className="me-auto text-xs text-ink-3 tabular-nums">{children}</div>}
      <Newest {...{ section, after, q, filter }} />
      {next !== null && (
        <Link
          to={paths.data(section, { after: next, q, filter })}
          className={buttonLook({ size: 'sm' })}
        >
          Older
        </Link>
      )}
    </nav>
  );
}

/** Back from a page, which may be gone meanwhile. */
export function Newest({ section, after, q, filter }: Omit<Props, 'what' | 'next' | 'children'>) {
  if (after === undefined) return null;
  return (
    <Link to={paths.data(section, { q, filter })} className={buttonLook({ size: 'sm' })}>
      Newest
    </Link>
  );
}
