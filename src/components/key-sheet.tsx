import { Dialog } from '@/ui/dialog';
import { Kbd } from '@/ui/kbd';

type Props = { keys: readonly (readonly [keys: string, what: string])[]; onClose: () => void };

/** What the keyboard does on this page. */
export function KeySheet({ keys, onClose }: Props) {
  return (
    <Dialog title="Keyboard" onClose={onClose}>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-2 text-sm">
        {keys.map(([names, what]) => (
          <div key={what} className="contents">
            <dt className="flex gap-1">
              {names.split(' ').map((name) => (
                <Kbd key={name}>{name}</Kbd>
              ))}
            </dt>
            <dd className="text-ink-2">{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
