import Check from 'lucide-react/icons/check';
import Copy from 'lucide-react/icons/copy';
import { useState, type ComponentProps } from 'react';
import { Button } from '@/ui/button';
import { IconButton } from '@/ui/icon-button';
import { showToast } from '@/ui/toast-store';

type Props = Omit<ComponentProps<typeof Button>, 'onClick'> & {
  /** A function when the text is costly to make. */
  text: string | (() => string);
  label?: string;
  /** As in a row of actions; otherwise it follows what is copied. */
  isIconFirst?: boolean;
};

/** An icon alone, or the icon beside its children (an id, say). */
export function CopyButton({
  text,
  label = 'Copy',
  isIconFirst = false,
  children,
  ...rest
}: Props) {
  const [copied, setCopied] = useState(false);

  async function copy() {
    try {
      await navigator.clipboard.writeText(typeof text === 'string' ? text : text());
      setCopied(true);
      setTimeout(() => setCopied(false), 1500);
    } catch {
      showToast({
        tone: 'danger',
        title: 'Could not copy',
        detail: 'The browser refused access to the clipboard.',
      });
    }
  }

  const Icon = copied ? Check : Copy;
  const props = { variant: 'ghost', size: 'iconSm', ...rest } as const;
  if (!children) {
    return (
      <IconButton {...props} label={copied ? 'Copied' : label} onClick={() => void copy()}>
        <Icon aria-hidden className="size-3.5" />
      </IconButton>
    );
  }
  return (
    <Button {...props} size={rest.size ?? 'sm'} title={label} onClick={() => void copy()}>
      {isIconFirst && <Icon aria-hidden className="size-3.5" />}
      <span className="truncate">{children}</span>
      {!isIconFirst && <Icon aria-hidden className="size-3.5" />}
      <span className="sr-only">{copied ? 'Copied' : label}</span>
    </Button>
  );
}
