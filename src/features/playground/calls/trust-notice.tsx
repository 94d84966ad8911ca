import ShieldAlert from 'lucide-react/icons/shield-exclamation-point';
import { Button } from '@/ui/button';
import { useTalk } from '../turns/talk';
import { callsHandled } from './call-events';

/** Functions that came with a file are somebody else's: reading them comes before running them. */
export function TrustNotice({ names }: { names: readonly string[] }) {
  const talk = useTalk();
  return (
    <div className="flex flex-wrap items-center gap-2 rounded-lg border border-line bg-warning-soft px-3 py-2 text-sm">
      <ShieldAlert aria-hidden className="size-4 shrink-0 text-warning-ink" />
      <p className="min-w-48 flex-1">
        This conversation came with {names.length === 1 ? 'a function' : 'functions'} for{' '}
        {names.join(', ')}. Nothing of it runs before you agree; read it first.
      </p>
      <Button size="sm" onClick={() => callsHandled({ isTrusted: true }, talk)}>
        Let the functions run
      </Button>
    </div>
  );
}
