import { laidOut, type PreparedEdit, prepareFile } from '../json/changed-file';
import { decoded } from '../json/json-file';
import { memberTexts } from '../json/members';

/** What an edit leaves of an entry: members by name, each as JSON text; null takes one out. */
export type EntryEdit = Record<string, string | null>;

/**
 * Prepares the providers file with one entry written anew, or taken out (null). Everything else in it keeps its exact
 * text.
 */
export function prepareEdit(
  path: string,
  version: string,
  { name, edit }: { name: string; edit: EntryEdit | null },
): PreparedEdit {
  const file = { path, called: 'providers file' } as const;
  return prepareFile(file, version, (before) => edited(before, name, edit));
}

function edited(before: Buffer, name: string, edit: EntryEdit | null): string {
  const root = memberTexts(decoded(before));
  const providers = memberTexts(root.get('providers') ?? '{}');
  if (edit === null) providers.delete(name);
  else {
    const entry = memberTexts(providers.get(name) ?? '{}');
    for (const [member, text] of Object.entries(edit))
      if (text === null) entry.delete(member);
      else entry.set(member, text);
    providers.set(name, laidOut(entry, 4));
  }
  root.set('providers', laidOut(providers, 2));
  return `${laidOut(root, 0)}\n`;
}
