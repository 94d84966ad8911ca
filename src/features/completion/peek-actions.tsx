import Lock from 'lucide-react/icons/lock';
import Maximize2 from 'lucide-react/icons/maximize-2';
import SquareTerminal from 'lucide-react/icons/square-terminal';
import Trash2 from 'lucide-react/icons/trash';
import { type ReactNode, useState } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import type { Connection } from '@/api/connection';
import { useKeys } from '@/components/keys/use-keys';
import { DeleteCompletionDialog } from '@/components/delete-completion-dialog';
import { paths } from '@/paths';
import { useCannot } from '@/queries/source/source-can';
import { buttonLook } from '@/ui/button';
import { IconButton } from '@/ui/icon-button';

type Props = {
  connection: Connection;
  id: string;
  /** Query string of the table beside it. */
  table: string;
  onDeleted: () => void;
};

/** What can be done with the completion beside the table, as on its own page. */
export function PeekActions({ connection, id, table, onDeleted }: Props) {
  // The one that was shown when it was pressed: the dialog's code may come when another one is.
  const [deleting, setDeleting] = useState<string | null>(null);
  const cannot = useCannot(connection, 'delete');
  const navigate = useNavigate();
  useKeys({ openInPlayground: () => void navigate(paths.playgroundFrom(id)) });
  return (
    <>
      <IconLink to={paths.playgroundFrom(id)} label="Open in playground">
        <SquareTerminal aria-hidden className="size-4" />
      </IconLink>
      {cannot ? (
        <span title={cannot.sentence} className="p-2">
          <Lock aria-hidden className="size-4 text-ink-3" />
          <span className="sr-only">{cannot.sentence}</span>
        </span>
      ) : (
        <IconButton
          label="Delete this completion"
          aria-haspopup="dialog"
          onClick={() => setDeleting(id)}
        >
          <Trash2 aria-hidden className="size-4" />
        </IconButton>
      )}
      <IconLink to={paths.completion(id, table)} label="Open the whole page">
        <Maximize2 aria-hidden className="size-4" />
      </IconLink>
      {deleting !== null && (
        <DeleteCompletionDialog
          connection={connection}
          id={deleting}
          onClose={() => setDeleting(null)}
          onDeleted={() => deleting === id && onDeleted()}
        />
      )}
    </>
  );
}

type LinkProps = { to: string; label: string; children: ReactNode };

function IconLink({ to, label, children }: LinkProps) {
  const look = buttonLook({ variant: 'ghost', size: 'icon' });
  return (
    <Link to={to} aria-label={label} title={label} className={look}>
      {children}
    </Link>
  );
}
