import Compass from 'lucide-react/icons/compass';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { buttonLook } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';

/** Of a page that is there, below its tabs; `children` is the way on. */
export function NoSuchSection({ to, children }: { to: string; children: ReactNode }) {
  return (
    <EmptyState
      icon={<Compass aria-hidden />}
      title="There is no such section"
      actions={
        <Link to={to} className={buttonLook()}>
          {children}
        </Link>
      }
    >
      The address may be misspelt, or come from another version.
    </EmptyState>
  );
}
