import ChevronDown from 'lucide-react/icons/chevron-down';
import ChevronUp from 'lucide-react/icons/chevron-up';
import { type ReactNode, Suspense } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import type { Connection } from '@/api/connection';
import { useKey } from '@/components/keys/key-store';
import { completionSearchText, parseCompletionSearch } from '@/lib/completion-search';
import { paths } from '@/paths';
import { type Neighbour, useNeighbours } from '@/queries/neighbours';
import { buttonLook } from '@/ui/button';
import { ariaKeys } from '@/ui/kbd';
import { lazily } from '@/ui/lazily';
import { Tooltip } from '@/ui/tooltip';
import { PlaceText } from './place-text';
import { useSteps } from './use-steps';

const ListName = lazily(async () => (await import(/* soon */ './list-name')).ListName);

type Props = {
  connection: Connection;
  id: string;
  /** Query string of the table that the completion was opened from. */
  table: string;
};

/** The list that this completion belongs to: its place in it, the ones before and after, and its name. */
export function NeighbourLinks({ connection, id, table }: Props) {
  const navigate = useNavigate();
  const search = parseCompletionSearch(new URLSearchParams(table));
  const { previous, next, place } = useNeighbours(connection, search, id);
  useSteps(id, { previous, next }, (to) => void navigate(addressOf(to)));
  return (
    <span className="flex min-w-0 items-center gap-x-0.5 max-sm:w-full sm:ms-2 sm:border-s sm:border-line sm:ps-2">
      <StepLink to={previous} label="Previous completion" shortcut={useKey('previous')}>
        <ChevronUp aria-hidden className="size-4" />
      </StepLink>
      <PlaceText place={place} />
      <StepLink to={next} label="Next completion" shortcut={useKey('next')}>
        <ChevronDown aria-hidden className="size-4" />
      </StepLink>
      <span className="ms-1 flex min-w-0">
        <Suspense fallback={null}>
          <ListName table={table} />
        </Suspense>
      </span>
    </span>
  );
}

type StepProps = {
  to: Neighbour | null | undefined;
  label: string;
  shortcut: string | null;
  children: ReactNode;
};

function StepLink({ to, label, shortcut, children }: StepProps) {
  const look = `${buttonLook({ variant: 'ghost', size: 'iconSm' })} max-sm:size-10`;
  if (!to) {
    return (
      <span aria-hidden className={`${look} opacity-40`}>
        {children}
      </span>
    );
  }
  return (
    <Tooltip text={label} shortcut={shortcut}>
      <Link
        to={addressOf(to)}
        aria-label={label}
        aria-keyshortcuts={ariaKeys(shortcut)}
        className={look}
      >
        {children}
      </Link>
    </Tooltip>
  );
}

function addressOf({ id, search }: Neighbour): string {
  return paths.completion(id, completionSearchText({ ...search, peek: undefined }));
}
