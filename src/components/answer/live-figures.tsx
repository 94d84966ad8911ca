import { formatCount, formatDuration, formatSpeed } from '@/lib/format';
import { type Pace, speedOf } from '@/lib/pieces';
import { useSecondsSince } from '@/ui/use-seconds-since';

type Props = {
  /** Unix milliseconds. */
  askedAt: number | undefined;
  /** Null where the provider has counted by itself. */
  pace: Pace | null | undefined;
};

/** Of an answer that is coming: for how long, how much and how fast. */
export function LiveFigures({ askedAt, pace }: Props) {
  const seconds = useSecondsSince(askedAt);
  const speed = pace ? speedOf(pace) : null;
  return (
    <span className="flex gap-x-3 text-accent-ink tabular-nums">
      <span>{formatDuration(seconds * 1000)}</span>
      {pace && (
        <span title="Counted here; the provider’s own count comes at the end">
          {formatCount(pace.pieces, 'token')}
        </span>
      )}
      {speed !== null && <span>{formatSpeed(speed)}</span>}
    </span>
  );
}
