import RotateCcw from 'lucide-react/icons/rotate-ccw';
import X from 'lucide-react/icons/x';
import { type KeyboardEvent, useState } from 'react';
import { Button } from '@/ui/button';
import { pressedKey } from '@/ui/hotkeys';
import { IconButton } from '@/ui/icon-button';
import { Kbd, keyText } from '@/ui/kbd';
import { DEFAULT_KEYS, type KeyName } from './default-keys';
import { keyProblem } from './key-problem';
import { chosenKey, keyChanged, useKeyChoices } from './key-store';
import { KEY_WORDS } from './key-words';

/** The key of an action, which the next press replaces once it was clicked. */
export function KeyField({ name }: { name: KeyName }) {
  const key = useKeyChoices((choices) => chosenKey(name, choices));
  const [isWaiting, setWaiting] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const { what } = KEY_WORDS[name];

  function take(event: KeyboardEvent) {
    if (!isWaiting || event.key === 'Tab') return;
    event.preventDefault();
    // The dialog around it would close on Escape.
    event.stopPropagation();
    const pressed = pressedKey(event.nativeEvent);
    if (pressed === undefined) return;
    const reason = pressed === 'Escape' ? null : keyProblem(name, pressed);
    if (reason === null && pressed !== 'Escape') keyChanged(name, pressed);
    setProblem(reason);
    setWaiting(reason !== null);
  }

  return (
    <span className="flex flex-wrap items-center justify-end gap-0.5">
      <Button
        size="sm"
        aria-label={isWaiting ? `Press the new key for ${what}` : `Change the key for ${what}`}
        aria-description={key === null ? 'switched off' : keyText(key)}
        aria-pressed={isWaiting}
        onClick={() => {
          setWaiting(!isWaiting);
          setProblem(null);
        }}
        onKeyDown={take}
        onBlur={() => setWaiting(false)}
        className="aria-pressed:border-accent-ink aria-pressed:text-accent-ink"
      >
        {isWaiting ? 'Press a key' : key === null ? 'Off' : <Kbd>{key}</Kbd>}
      </Button>
      {key !== null && (
        <IconButton
          size="iconSm"
          label={`Switch off the key for ${what}`}
          onClick={() => keyChanged(name, null)}
        >
          <X aria-hidden className="size-3.5" />
        </IconButton>
      )}
      {key !== DEFAULT_KEYS[name] && (
        <IconButton
          size="iconSm"
          label={`Restore the default key for ${what}`}
          onClick={() => {
            const reason = keyProblem(name, DEFAULT_KEYS[name]);
            if (reason === null) keyChanged(name, undefined);
            setProblem(reason);
          }}
        >
          <RotateCcw aria-hidden className="size-3.5" />
        </IconButton>
      )}
      {problem && (
        <span role="alert" className="w-full text-end text-xs text-danger-ink">
          {problem}
        </span>
      )}
    </span>
  );
}
