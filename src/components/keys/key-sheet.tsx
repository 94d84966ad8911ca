import { hasWords } from '@/lib/has-words';
import { keysOf } from '#contract/keys-of';
import Search from 'lucide-react/icons/search';
import { useState } from 'react';
import { useLocation } from 'react-router-dom';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Kbd } from '@/ui/kbd';
import { Switch } from '@/ui/switch';
import { KeyField } from './key-field';
import { activeKey, keysReset, singlesSwitched, useKeyChoices } from './key-store';
import {
  FIXED_KEYS,
  isChangeable,
  KEY_NAMES,
  KEY_WORDS,
  type Place,
  PLACES,
  placeOf,
} from './key-words';
import type { KeyName } from './default-keys';

type Line = { what: string; name?: KeyName; keys: string | null };

/** What the keyboard does, this page first; here keys are changed and switched off, too. */
export function KeySheet({ onClose }: { onClose: () => void }) {
  const here = placeOf(useLocation().pathname);
  const choices = useKeyChoices();
  const [text, setText] = useState('');
  const [isChanging, setChanging] = useState(false);
  const isFound = hasWords(text);
  const order = [...(here ? [here] : []), ...keysOf(PLACES)];
  const places = [...new Set(order)].flatMap((place) => {
    const lines = linesOf(place, choices).filter(({ what }) => isFound(what));
    return lines.length > 0 ? [{ place, lines }] : [];
  });
  const isChanged =
    !choices.hasSingles || Object.values(choices.changed).some((key) => key !== undefined);

  return (
    <Dialog
      title="Keyboard shortcuts"
      className="w-[min(61rem,calc(100vw-2rem))]"
      onClose={onClose}
      footer={
        <>
          <Switch
            className="min-w-0 flex-1 basis-72"
            label="Single keys"
            hint="Off: only keys with ⌘ or Ctrl act, so that speech input and stray letters do nothing."
            checked={choices.hasSingles}
            onChange={singlesSwitched}
          />
          {isChanged && <Button onClick={keysReset}>Reset all keys</Button>}
          <Button aria-pressed={isChanging} onClick={() => setChanging(!isChanging)}>
            {isChanging ? 'Done' : 'Change keys'}
          </Button>
        </>
      }
    >
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <span className="relative w-60">
          <Search aria-hidden className="absolute top-2 left-2.5 size-4 text-ink-3" />
          <input
            // Of a search field WebKit would take Esc for its own, and the dialog would stay.
            type="text"
            data-autofocus
            aria-label="Find a shortcut"
            placeholder="Find a shortcut"
            autoComplete="off"
            value={text}
            onChange={({ target }) => setText(target.value)}
            className="control h-8 w-full pr-2 pl-8 text-sm"
          />
        </span>
        <span className="text-ink-3">Letters are off while you type</span>
      </div>
      {places.length === 0 && (
        <p className="py-6 text-center text-ink-3">No shortcut has this name.</p>
      )}
      <div className="gap-x-12 sm:columns-2 lg:columns-3">
        {places.map((each) => (
          <PlaceKeys
            key={each.place}
            {...each}
            isHere={each.place === here}
            isChanging={isChanging}
          />
        ))}
      </div>
    </Dialog>
  );
}

type PlaceProps = { place: Place; lines: readonly Line[]; isHere: boolean; isChanging: boolean };

function PlaceKeys({ place, lines, isHere, isChanging }: PlaceProps) {
  return (
    <section aria-labelledby={`keys-${place}`} className="mb-5 break-inside-avoid">
      <h3 id={`keys-${place}`} className="mb-1 flex items-center gap-2 text-sm font-semibold">
        {PLACES[place]} {isHere && <Badge tone="accent">this page</Badge>}
      </h3>
      <dl>
        {lines.map((line) => (
          <div
            key={line.what}
            className="flex min-h-8 items-center justify-between gap-3 border-b border-line py-1 last:border-0"
          >
            <dt className="text-ink-2">{line.what}</dt>
            <dd className="flex gap-1">
              <KeyCell line={line} isChanging={isChanging} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function KeyCell({ line: { name, keys }, isChanging }: { line: Line; isChanging: boolean }) {
  if (isChanging && name && isChangeable(name)) return <KeyField name={name} />;
  return keys === null ? <span className="text-xs text-ink-3">off</span> : <Kbd>{keys}</Kbd>;
}

function linesOf(place: Place, choices: Parameters<typeof activeKey>[1]): Line[] {
  const own = KEY_NAMES.filter((name) => KEY_WORDS[name].on.includes(place));
  return [
    ...own.map((name) => ({ name, what: KEY_WORDS[name].what, keys: activeKey(name, choices) })),
    ...FIXED_KEYS.filter(({ on }) => on.includes(place)),
  ];
}
