import { freeName, namesOf } from '@/lib/free-name';
import { asRecord } from '@/lib/as-record';
import { browserDatabase } from '@/lib/browser-database';
import { contentFrom, type Preset, type PresetContent, type PresetVersion } from './preset';

const { transact, getAll } = browserDatabase<{ presets: Preset }>('chatkeep.presets', {
  presets: undefined,
});
const FORMAT = 'chatkeep.presets';

/** Every preset of this browser, by name. */
export async function listPresets(): Promise<Preset[]> {
  return (await getAll('presets')).toSorted((a, b) => a.name.localeCompare(b.name));
}

/** Under a name that is there already it becomes the next version; what was saved before stays. */
export async function savePreset(
  name: string,
  content: PresetContent,
  note: string,
): Promise<Preset> {
  const version: PresetVersion = { ...content, savedAt: Date.now(), note };
  const saved = await transact<Preset>('readwrite', (store, done) => {
    // Read and written in one transaction: two tabs add two versions.
    const request = store('presets').getAll();
    request.onsuccess = () => {
      const known = request.result.find((each) => each.name === name);
      const preset = known
        ? { ...known, versions: [...known.versions, version] }
        : { id: crypto.randomUUID(), name, versions: [version] };
      store('presets').put(preset, preset.id);
      done(preset);
    };
  });
  if (!saved) throw new Error('The preset was not saved.');
  return saved;
}

export async function putPreset(preset: Preset): Promise<void> {
  await transact('readwrite', (store) => store('presets').put(preset, preset.id));
}

export async function removePreset(id: string): Promise<void> {
  await transact('readwrite', (store) => store('presets').delete(id));
}

export function presetFile(presets: readonly Preset[]): Blob {
  const text = JSON.stringify({ format: FORMAT, version: 1, presets }, null, 2);
  return new Blob([text], { type: 'application/json' });
}

/** Adds a file's presets beside those that are there; null when the text is no such file. */
export async function importPresets(text: string): Promise<number | null> {
  const found = presetsIn(text);
  for (const { name, versions } of found ?? []) {
    const free = freeName(name, namesOf(await listPresets()));
    await putPreset({ id: crypto.randomUUID(), name: free, versions });
  }
  return found?.length ?? null;
}

function presetsIn(text: string): Pick<Preset, 'name' | 'versions'>[] | null {
  try {
    const file = asRecord(JSON.parse(text));
    if (file?.format !== FORMAT || !Array.isArray(file.presets)) return null;
    return file.presets.flatMap((each) => {
      const { name, versions } = asRecord(each) ?? {};
      if (typeof name !== 'string' || !Array.isArray(versions)) return [];
      const read = versions.flatMap((version) => versionFrom(version) ?? []);
      return read.length > 0 ? [{ name, versions: read }] : [];
    });
  } catch {
    return null;
  }
}

function versionFrom(value: unknown): PresetVersion | null {
  const content = contentFrom(value);
  const { savedAt, note } = asRecord(value) ?? {};
  if (!content) return null;
  return {
    ...content,
    savedAt: typeof savedAt === 'number' ? savedAt : Date.now(),
    note: typeof note === 'string' ? note : '',
  };
}
