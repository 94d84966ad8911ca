import { useState } from 'react';
import { createPortal } from 'react-dom';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { TextField } from '@/ui/text-field';
import type { Attachment } from './attachment';

type Props = { onAttach: (attachment: Attachment) => void; onClose: () => void };

/** The provider fetches the picture; this page and its server never do. */
export function ImageUrlDialog({ onAttach, onClose }: Props) {
  const [url, setUrl] = useState('');
  const [problem, setProblem] = useState<string>();

  function attach() {
    if (!/^https?:$/.test(URL.canParse(url.trim()) ? new URL(url.trim()).protocol : '')) {
      setProblem('Enter a whole address, beginning with https://');
      return;
    }
    onAttach({ type: 'image_url', image_url: { url: url.trim() } });
    onClose();
  }

  // Out of the form of the message, since a form cannot stand in another.
  return createPortal(
    <Dialog title="Picture by its URL" onClose={onClose}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          // For React, the form of the message is still around this one.
          event.stopPropagation();
          attach();
        }}
      >
        <TextField
          label="URL"
          inputMode="url"
          autoComplete="off"
          placeholder="https://…"
          value={url}
          error={problem}
          hint="The provider fetches it when the message is sent; this page does not."
          onChange={(event) => {
            setUrl(event.target.value);
            setProblem(undefined);
          }}
        />
        <Button type="submit" variant="primary">
          Attach
        </Button>
      </form>
    </Dialog>,
    document.body,
  );
}
