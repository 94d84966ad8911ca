import { join } from 'node:path';

export type Machine = { platform: NodeJS.Platform; home: string; environment: NodeJS.ProcessEnv };

/** Where a program keeps its data for one user, by the custom of each system. */
export function userDataFolder({ platform, home, environment }: Machine): string {
  if (platform === 'win32')
    return join(environment['LOCALAPPDATA'] || join(home, 'AppData', 'Local'), 'Chatkeep');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Chatkeep');
  const shared = environment['XDG_DATA_HOME'];
  // A relative one is to be ignored, says the specification of these folders.
  return join(shared?.startsWith('/') ? shared : join(home, '.local', 'share'), 'chatkeep');
}
