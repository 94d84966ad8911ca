import { useState } from 'react';
import { WordDifference } from '@/components/difference/word-difference';
import { formatDateTime } from '@/lib/format';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { type Preset, type PresetContent, presetText, type PresetVersion } from './preset';
import { savePreset } from './preset-library';

type Props = {
  preset: Preset;
  onDone: (words: string) => void;
  onOpen: (content: PresetContent) => void;
};

/** What was saved under the name, the newest first; nothing is ever written over. */
export function PresetVersions({ preset, onDone, onOpen }: Props) {
  const [compared, setCompared] = useState<number | null>(null);
  const { name, versions } = preset;

  async function restore(version: PresetVersion, number: number) {
    await savePreset(name, version, `as version ${number}`);
    onDone(`Version ${number} of “${name}” is the newest again`);
  }

  return (
    <ol
      aria-label={`Versions of ${name}`}
      reversed
      className="mt-2 space-y-2 border-l border-line pl-3"
    >
      {versions
        .map((version, at) => ({ version, at }))
        .toReversed()
        .map(({ version, at }) => (
          <li key={version.savedAt} className="text-xs">
            <p className="text-ink-2">
              <b className="font-medium text-ink">{at + 1}</b>{' '}
              {formatDateTime(version.savedAt / 1000)}
              {version.note && <span className="block break-words">{version.note}</span>}
            </p>
            <p className="flex gap-1">
              <Button size="sm" variant="ghost" onClick={() => onOpen(version)}>
                Open {at + 1}
              </Button>
              {at > 0 && (
                <Button
                  size="sm"
                  variant="ghost"
                  aria-haspopup="dialog"
                  onClick={() => setCompared(at)}
                >
                  Changes
                </Button>
              )}
              {at < versions.length - 1 && (
                <Button size="sm" variant="ghost" onClick={() => void restore(version, at + 1)}>
                  Restore
                </Button>
              )}
            </p>
          </li>
        ))}
      {compared !== null && (
        <Changes
          before={versions[compared - 1]}
          after={versions[compared]}
          title={`${name}: version ${compared} to ${compared + 1}`}
          onClose={() => setCompared(null)}
        />
      )}
    </ol>
  );
}

type ChangesProps = {
  before: PresetVersion | undefined;
  after: PresetVersion | undefined;
  title: string;
  onClose: () => void;
};

function Changes({ before, after, title, onClose }: ChangesProps) {
  if (!before || !after) return null;
  return (
    <li>
      <Dialog title={title} className="w-[min(48rem,calc(100vw-2rem))]" onClose={onClose}>
        <WordDifference before={presetText(before)} after={presetText(after)} />
      </Dialog>
    </li>
  );
}
