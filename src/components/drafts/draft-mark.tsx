import type { Connection } from '@/api/connection';
import { useHasDraft } from './draft-store';

type Props = { connection: Connection; id: string };

/** Beside what stands for a completion, while something typed for it is not saved. */
export function DraftMark({ connection, id }: Props) {
  if (!useHasDraft(`${connection.id} ${connection.baseUrl}`, id)) return null;
  return (
    <span
      title="Typed here and not saved yet"
      className="relative z-1 mr-1.5 inline-block size-2 rounded-full bg-warning-ink"
    >
      <span className="sr-only">Not saved</span>
    </span>
  );
}
