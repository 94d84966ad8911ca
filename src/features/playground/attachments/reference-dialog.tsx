import { useState } from 'react';
import { createPortal } from 'react-dom';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { TextField } from '@/ui/text-field';
import type { Attachment } from './attachment';
import { type ReferenceKind, references } from './reference';

type Props = {
  kind: ReferenceKind;
  onAttach: (attachment: Attachment) => void;
  onClose: () => void;
};

export function ReferenceDialog({ kind, onAttach, onClose }: Props) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  const { title, label, placeholder, hint, read } = references[kind];

  function attach() {
    const attachment = read(text.trim());
    if (typeof attachment === 'string') {
      setProblem(attachment);
      return;
    }
    onAttach(attachment);
    onClose();
  }

  // Out of the form of the message, since a form cannot stand in another.
  return createPortal(
    <Dialog title={title} onClose={onClose}>
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
          label={label}
          inputMode={kind === 'picture' ? 'url' : 'text'}
          autoComplete="off"
          placeholder={placeholder}
          value={text}
          error={problem}
          hint={hint}
          onChange={(event) => {
            setText(event.target.value);
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
