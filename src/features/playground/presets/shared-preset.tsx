import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { freeName, namesOf } from '@/lib/free-name';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Spinner } from '@/ui/spinner';
import { showToast } from '@/ui/toast-store';
import { presetText } from './preset';
import { presetOpened } from './preset-events';
import { listPresets, savePreset } from './preset-library';
import { presetFromLink, type SharedPreset as Shared } from './preset-link';

type Props = { hash: string; onClose: () => void };

/** A link may come from anybody: what it holds is shown, and nothing of it is used before somebody has agreed. */
export function SharedPreset({ hash, onClose }: Props) {
  const read = useQuery({
    queryKey: ['preset-link', hash],
    gcTime: 0,
    retry: false,
    queryFn: () => presetFromLink(hash),
  });
  return (
    <Dialog
      title={read.data?.name ?? 'Shared preset'}
      className="w-[min(48rem,calc(100vw-2rem))]"
      onClose={onClose}
    >
      {read.data ? (
        <Offer shared={read.data} onClose={onClose} />
      ) : read.error ? (
        <p role="alert" className="text-sm text-danger-ink">
          {read.error.message}
        </p>
      ) : (
        <Spinner />
      )}
    </Dialog>
  );
}

function Offer({ shared, onClose }: { shared: Shared; onClose: () => void }) {
  const { name, content } = shared;
  const [problem, setProblem] = useState<string>();

  async function save() {
    try {
      const free = freeName(name, namesOf(await listPresets()));
      await savePreset(free, content, 'from a link');
      showToast({ title: `Saved as “${free}”` });
      onClose();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : 'It was not saved.');
    }
  }

  return (
    <div className="space-y-4">
      <p className="text-sm text-ink-2">
        Somebody shares this prompt with you. Opening it begins a new conversation; nothing is sent
        before you run it.
      </p>
      <pre
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it
        tabIndex={0}
        className="max-h-[45vh] scrolls rounded-lg border border-line bg-sunken p-3 font-mono text-xs break-words whitespace-pre-wrap"
      >
        {presetText(content)}
      </pre>
      {problem && (
        <p role="alert" className="text-sm text-danger-ink">
          {problem}
        </p>
      )}
      <div className="flex gap-2">
        <Button
          variant="primary"
          onClick={() => {
            presetOpened(content);
            onClose();
          }}
        >
          Open
        </Button>
        <Button onClick={() => void save()}>Save as a preset</Button>
        <Button variant="ghost" onClick={onClose}>
          Dismiss
        </Button>
      </div>
    </div>
  );
}
