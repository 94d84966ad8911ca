import { useRef, useState, type ReactNode } from 'react';
import { showBeside } from '@/ui/anchor';
import { Kbd } from '@/ui/kbd';

type Props = { text: ReactNode; shortcut?: string | null; children: ReactNode };

const delayMs = 450;

/**
 * The bubble is a native popover, so nothing can clip it. It repeats a name the control already has, or adds
 * an exact value (a full date): nothing that can only be learnt by hovering. Any key hides it.
 */
export function Tooltip({ text, shortcut, children }: Props) {
  const [source, setSource] = useState<HTMLElement | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  function show(target: HTMLElement) {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => target.isConnected && setSource(target), delayMs);
  }
  function hide() {
    clearTimeout(timer.current);
    setSource(null);
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- it only watches the control it wraps
    <span
      className="contents"
      onPointerEnter={(event) => {
        const target = event.currentTarget.firstElementChild;
        if (event.pointerType === 'mouse' && target instanceof HTMLElement) show(target);
      }}
      onPointerLeave={hide}
      onPointerDown={hide}
      onFocus={(event) => event.target.matches(':focus-visible') && show(event.target)}
      onBlur={hide}
      onKeyDown={hide}
    >
      {children}
      {source && text && (
        <span
          ref={(bubble) => (bubble ? showBeside(bubble, source) : undefined)}
          role="tooltip"
          popover="manual"
          data-placement="top"
          className="pointer-events-none max-w-72 rounded-md bg-ink px-2 py-1 text-xs font-normal text-canvas shadow-overlay"
        >
          {text}{' '}
          {shortcut && (
            <span className="ml-1 inline-flex gap-1">
              <Kbd tone="filled">{shortcut}</Kbd>
            </span>
          )}
        </span>
      )}
    </span>
  );
}
