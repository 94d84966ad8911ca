import { useMutation } from '@tanstack/react-query';
import CopyPlus from 'lucide-react/icons/copy-plus';
import { useNavigate } from 'react-router-dom';
import { type Connection, LOCAL_CONNECTION } from '@/api/connection';
import { connectionSelected } from '@/components/connection-store';
import { completionsText } from '@/components/jobs/job-text';
import { formatNumber } from '@/lib/format';
import { useCapability } from '@/queries/capabilities';
import { type Copied, copyHere } from '@/queries/source/copy-here';
import { Button } from '@/ui/button';
import { showToast } from '@/ui/toast-store';

export type Props = {
  /** Where they are now. */
  connection: Connection;
  ids: readonly string[];
  /** The address that shows the copies. */
  to: string;
  /** Goes there at once, instead of offering to. */
  andGo?: boolean;
  children: string;
};

/** Copies completions of another source into this server; nothing where this server does not import. */
export function CopyHereButton({ connection, ids, to, andGo = false, children }: Props) {
  const canImport = useCapability(LOCAL_CONNECTION, 'import');
  const navigate = useNavigate();
  const show = () => {
    connectionSelected(LOCAL_CONNECTION);
    void navigate(to);
  };
  const copying = useMutation({
    ...copyHere(connection),
    onSuccess: (copied) => {
      const isAnyHere = copied.copied + copied.here > 0;
      if (andGo && isAnyHere) show();
      showToast({
        title: `${completionsText(copied.copied)} copied to this server`,
        detail: leftText(copied),
        tone: isAnyHere ? 'success' : 'danger',
        ...(!andGo && isAnyHere && { action: { label: 'Show', onAct: show } }),
      });
    },
    onError: ({ message }) =>
      showToast({ title: 'Nothing was copied', detail: message, tone: 'danger' }),
  });
  if (!canImport) return null;
  return (
    <Button size="sm" loading={copying.isPending} onClick={() => copying.mutate(ids)}>
      <CopyPlus aria-hidden className="size-3.5 max-sm:hidden" />
      {children}
    </Button>
  );
}

function leftText({ here, missing }: Copied): string {
  const parts = [
    here > 0 && `${formatNumber(here)} here already`,
    missing > 0 && `${formatNumber(missing)} gone or not readable there`,
  ];
  return parts.filter((part) => part !== false).join(', ');
}
