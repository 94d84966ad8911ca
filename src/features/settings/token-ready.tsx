import KeyRound from 'lucide-react/icons/key-round';
import type { NewToken } from '#contract/wire/tokens';
import { Button } from '@/ui/button';
import { CopyButton } from '@/ui/copy-button';
import { focusIfFree } from '@/ui/focus-if-free';
import { Note } from '@/ui/note';

type Props = { token: NewToken; onDone: () => void };

/** The only time that anybody sees it. */
export function TokenReady({ token: { name, secret }, onDone }: Props) {
  return (
    <Note
      tone="success"
      icon={<KeyRound aria-hidden />}
      actions={
        <>
          <CopyButton
            // The form that had the focus is gone.
            ref={focusIfFree}
            variant="primary"
            size="sm"
            isIconFirst
            text={secret}
            label={`Copy ${name}`}
          >
            Copy
          </CopyButton>
          <Button variant="ghost" size="sm" onClick={onDone}>
            Done
          </Button>
        </>
      }
    >
      <strong className="font-medium">{name} is ready.</strong> Copy it now: it is not shown again.
      <code className="mt-1 block font-mono text-xs break-all select-all">{secret}</code>
    </Note>
  );
}
