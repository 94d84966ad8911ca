import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import { paths } from '@/paths';
import { serverQueries } from '@/queries/server-queries';
import { buttonLook } from '@/ui/button';
import { Section } from './section';

export function DataSection() {
  const { data: server } = useQuery(serverQueries.info());
  const hasTrash = server?.capabilities.includes('trash') ?? false;
  return (
    <Section title="Data" hint="Jobs, deleted completions, export, import and the audit log.">
      <div className="flex flex-wrap gap-2">
        <Link to={paths.data('jobs')} className={buttonLook()}>
          Jobs and data
        </Link>
        {hasTrash && (
          <Link to={paths.data('trash')} className={buttonLook()}>
            Open the trash
          </Link>
        )}
      </div>
    </Section>
  );
}
