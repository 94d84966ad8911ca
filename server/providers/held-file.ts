import { ApiFailure } from '../http/errors';
import { changedMeanwhile, fileBytes, versionOf } from '../json/changed-file';
import type { AppParts } from '../parts';
import { type EntryEdit, prepareEdit } from './edit-providers';
import { readProviders, type ProvidersFile } from './providers-file';

type Parts = Pick<AppParts, 'config' | 'environment' | 'registry'>;

/** Somebody has changed the providers file by hand since it was read. */
export function isChangedByHand({ config, registry }: Parts): boolean {
  return versionOf(bytesOf(config.providersFile)) !== registry.fileVersion();
}

/** Uses what the providers file says now. Fails with 409 when it says nothing that can be read; then nothing changes. */
export async function readAgain(parts: Parts, tell: () => Promise<void>): Promise<void> {
  const file = parsed(parts, bytesOf(parts.config.providersFile));
  await tell();
  parts.registry.replaceFile(file);
}

/**
 * Changes an entry of the providers file and uses it from then on; what runs goes on with what it began with. `tell`
 * writes the line of the audit log: without it nothing changes. Fails with 412 when the file is not `version`.
 */
export async function changeProvider(
  parts: Parts,
  { version, ...change }: { version: string; name: string; edit: EntryEdit | null },
  tell: () => Promise<void>,
): Promise<void> {
  if (parts.registry.fileVersion() !== version) throw changedMeanwhile('providers file');
  const prepared = prepareEdit(parts.config.providersFile, version, change);
  let file: ProvidersFile;
  try {
    file = parsed(parts, prepared.bytes);
    if (change.edit !== null) refuseLeftOut(file, change.name);
    await tell();
  } catch (error) {
    prepared.drop();
    throw error;
  }
  prepared.commit();
  parts.registry.replaceFile(file);
}

/** What the server would leave out is not saved. */
function refuseLeftOut({ providers, problems }: ProvidersFile, name: string): void {
  if (providers.some((provider) => provider.name === name)) return;
  const why = problems.find((problem) => problem.includes(`providers.${name} `));
  throw new ApiFailure(400, `The provider cannot be saved. ${why ?? ''}`.trim(), {
    code: 'invalid_provider',
  });
}

function parsed({ environment }: Parts, bytes: Buffer): ProvidersFile {
  try {
    return readProviders(bytes, environment, 'The providers file');
  } catch (error) {
    throw new ApiFailure(409, error instanceof Error ? error.message : String(error), {
      code: 'invalid_providers_file',
    });
  }
}

function bytesOf(path: string): Buffer {
  try {
    return fileBytes(path);
  } catch {
    // The system's own message names the path.
    throw new ApiFailure(
      409,
      'The providers file cannot be read. Check its owner and its rights.',
      {
        code: 'invalid_providers_file',
      },
    );
  }
}
