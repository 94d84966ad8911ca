import LoaderCircle from 'lucide-react/icons/loader-circle';
import { cx } from '@/ui/cx';

type Props = { className?: string };

/** Decorative: whoever shows it says in words what is going on. */
export function Spinner({ className }: Props) {
  return <LoaderCircle aria-hidden className={cx('size-4 animate-spin', className)} />;
}
