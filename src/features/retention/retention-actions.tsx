import { useQuery } from '@tanstack/react-query';
import Download from 'lucide-react/icons/download';
import Upload from 'lucide-react/icons/upload';
import { Link } from 'react-router-dom';
import { paths } from '@/paths';
import { retentionQueries } from '@/queries/retention-queries';
import { buttonLook } from '@/ui/button';
import { AddRule } from './new-rule';

const LINK = `${buttonLook({ size: 'sm', variant: 'ghost' })} max-sm:hidden`;

/** Beside the title. A page without rules has the way to the first one in its middle. */
export function RetentionActions() {
  const { data } = useQuery(retentionQueries.rules());
  return (
    <>
      <Link to={paths.data('transfer')} className={LINK}>
        <Upload aria-hidden className="size-4" />
        Import
      </Link>
      <Link to={paths.data('transfer')} className={LINK}>
        <Download aria-hidden className="size-4" />
        Export
      </Link>
      {data && data.rules.length > 0 && <AddRule size="sm" />}
    </>
  );
}
