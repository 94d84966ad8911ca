import Compass from 'lucide-react/icons/compass';
import { Link } from 'react-router-dom';
import { paths } from '@/paths';
import { buttonLook } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';

export function NotFoundPage() {
  return (
    <>
      <title>No such page · Chatkeep</title>
      <EmptyState
        icon={<Compass aria-hidden />}
        heading="h1"
        title="There is no such page"
        actions={
          <>
            <Link to={paths.playground()} className={buttonLook({ variant: 'primary' })}>
              Open the playground
            </Link>
            <Link to={paths.completions()} className={buttonLook()}>
              See completions
            </Link>
          </>
        }
      >
        The address may be misspelt, or come from another version.
      </EmptyState>
    </>
  );
}
