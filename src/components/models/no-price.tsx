import { Link } from 'react-router-dom';
import { paths } from '@/paths';
import { useRunsHere } from './known-model';

/** In place of a cost that nobody knows: the way to set what it takes. Nothing for what runs on this machine. */
export function NoPrice({ model }: { model: string }) {
  const isFree = useRunsHere(model);
  if (isFree) return null;
  return (
    <Link
      to={paths.settings('prices')}
      title={`No price for ${model}: set one in Settings`}
      className="max-w-48 truncate underline-offset-2 hover:text-ink hover:underline"
    >
      no price for {model}
    </Link>
  );
}
