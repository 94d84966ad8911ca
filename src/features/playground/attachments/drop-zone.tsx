import { type ComponentProps, type DragEvent, useState } from 'react';

type Props = Omit<ComponentProps<'div'>, 'onDrop'> & { onDrop: (files: File[]) => void };

/** Takes files that are dropped anywhere on it; elsewhere the browser would leave the page for them. */
export function DropZone({ onDrop, children, ...rest }: Props) {
  const [isOver, setOver] = useState(false);
  const holdsFiles = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes('Files');
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- files can be picked by keyboard in the menu beside it
    <div
      {...rest}
      onDragOver={(event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        const isWithin = event.currentTarget.contains(event.relatedTarget as Node | null);
        if (!isWithin) setOver(false);
      }}
      onDrop={(event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        setOver(false);
        onDrop([...event.dataTransfer.files]);
      }}
    >
      {children}
      {isOver && (
        <p className="pointer-events-none absolute inset-2 z-20 grid place-items-center rounded-xl border-2 border-dashed border-accent-ink bg-canvas/80 text-sm font-medium text-ink">
          Drop files to attach them
        </p>
      )}
    </div>
  );
}
