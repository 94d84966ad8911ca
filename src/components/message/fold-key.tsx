import type { KeyName } from '@/components/keys/default-keys';
import { useKey } from '@/components/keys/key-store';
import { Kbd } from '@/ui/kbd';

/** The key that folds a part of a conversation, where it has such keys: `data-keys` on what is `group/talk`. */
export function FoldKey({ name }: { name: KeyName }) {
  const key = useKey(name);
  return (
    <Kbd
      aria-hidden
      className="hidden shrink-0 text-ink-3 group-data-keys/talk:inline-flex print:hidden!"
    >
      {key}
    </Kbd>
  );
}
