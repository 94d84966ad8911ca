import ChevronDown from 'lucide-react/icons/chevron-down';
import ChevronUp from 'lucide-react/icons/chevron-up';
import type { ReactNode } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import type { Connection } from '@/api/connection';
import { completionSearchText, parseCompletionSearch } from '@/lib/completion-search';
import { paths } from '@/paths';
import { type Neighbour, useNeighbours } from '@/queries/neighbours';
import { buttonLook } from '@/ui/button';
import { PlaceText } from './place-text';
import { useSteps } from './use-steps';

type Props = {
  connection: Connection;
  id: string;
  /** Query string of the table that the completion was opened from. */
  table: string;
};

/** To the completions before and after this one in its table. */
export function NeighbourLinks({ connection, id, table }: Props) {
  const navigate = useNavigate();
  const search = parseCompletionSearch(new URLSearchParams(table));
  const { previous, next, place } = useNeighbours(connection, search, id);
  useSteps(id, { previous, next }, (to) => void navigate(addressOf(to)));
  return (
    <span className="flex items-center">
      <PlaceText place={place} />
      <StepLink to={previous} label="Previous completion (k)">
        <ChevronUp aria-hidden className="size-4" />
      </StepLink>
      <StepLink to={next} label="Next completion (j)">
        <ChevronDown aria-hidden className="size-4" />
      </StepLink>
    </span>
  );
}

type StepProps = { to: Neighbour | null | undefined; label: string; children: ReactNode };

function StepLink({ to, label, children }: StepProps) {
  const look = buttonLook({ variant: 'ghost', size: 'icon' });
  if (!to) {
    return (
      <span aria-hidden className={`${look} opacity-40`}>
        {children}
      </span>
    );
  }
  return (
    <Link to={addressOf(to)} aria-label={label} title={label} className={look}>
      {children}
    </Link>
  );
}

function addressOf({ id, search }: Neighbour): string {
  return paths.completion(id, completionSearchText({ ...search, peek: undefined }));
}
