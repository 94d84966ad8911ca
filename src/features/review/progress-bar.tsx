import type { Progress } from './use-review';

/** How far the list has come; the part in red was answered and has not arrived. */
export function ProgressBar({ progress }: { progress: Progress }) {
  const { count, unsaved } = progress;
  if (!count || count.total === 0) return null;
  const { total, open } = count;
  const done = total - open;
  const text = `${done} of ${total} judged${unsaved > 0 ? `, ${unsaved} of them not saved` : ''}`;
  const red = Math.min(unsaved, done);
  return (
    <div
      // One bar of two parts, which the element of that role cannot draw.
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="progressbar"
      aria-label="Judged"
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={done}
      aria-valuetext={text}
      title={text}
      className="flex h-1.5 w-full max-w-56 min-w-10 flex-1 overflow-hidden rounded-full bg-line max-sm:max-w-none"
    >
      <Part className="bg-accent" share={(done - red) / total} />
      {red > 0 && <Part className="min-w-1 bg-danger" share={red / total} />}
    </div>
  );
}

function Part({ share, className }: { share: number; className: string }) {
  return <span className={className} style={{ width: `${share * 100}%` }} />;
}
