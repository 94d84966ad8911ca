import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import { paths } from '@/paths';
import { serverQueries } from '@/queries/server-queries';
import { buttonLook } from '@/ui/button';
import { Section } from './section';

export function DataSection() {
  const { data: server } = useQuery(serverQueries.info());
  if (!server?.capabilities.includes('trash')) return null;
  return (
    <Section title="Deleted completions" hint="Kept in the trash for a while, then erased.">
      <Link to={paths.data()} className={buttonLook()}>
        Open the trash
      </Link>
    </Section>
  );
}
