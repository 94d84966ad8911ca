import { CountedDialog } from '@/components/jobs/counted-dialog';
import type { Prepared } from '@/components/jobs/use-prepared';

type Props = {
  /** What is priced, at the beginning of a sentence. */
  words: string;
  prepared: Prepared;
  onClose: () => void;
};

/** Prices what is stored anew, after it was counted. */
export function RepriceDialog({ words, prepared, onClose }: Props) {
  return (
    <CountedDialog
      title={() => 'Reprice stored completions'}
      verb="Price"
      nothing="There is nothing to price."
      failure="Nothing was priced"
      after={<p className="mt-3">Undo: you can restore the former costs from Jobs.</p>}
      onStarted={onClose}
      {...{ prepared, onClose }}
    >
      {words} get the cost that today’s prices give for the day each was made. What the provider
      reported stays, and so does the cost of what has no price.
    </CountedDialog>
  );
}
