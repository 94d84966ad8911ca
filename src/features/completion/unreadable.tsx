import { useState } from 'react';
import { PlainText } from '@/components/markdown/plain-text';
import { CopyButton } from '@/ui/copy-button';

/** What a provider sent and nobody could read, as plain text: folded, since it may be megabytes of anything. */
export function Unreadable({ text }: { text: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details
      className="rounded-lg border border-line bg-sunken text-ink-2"
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary className="px-3 py-1.5 text-xs font-medium">Received, but not readable</summary>
      {isOpen && (
        <div className="border-t border-line px-3 py-2 font-mono text-xs leading-5">
          <CopyButton text={text} label="Copy what came" />
          <PlainText text={text} />
        </div>
      )}
    </details>
  );
}
