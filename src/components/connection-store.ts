import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { type Connection, LOCAL_CONNECTION } from '@/api/connection';
import { browserStorage } from '@/components/browser-storage';

export type DirectConnection = { baseUrl: string; apiKey: string; isKeyKept: boolean };

type State = {
  /** Whose completions and models the dashboard shows now. */
  connection: Connection;
  /** A server that the browser itself calls, once one is set up. */
  direct: DirectConnection | null;
};

const KEY_NAME = 'chatkeep.direct-key';

export const useConnectionStore = create<State>()(
  persist((): State => ({ connection: LOCAL_CONNECTION, direct: null }), {
    name: 'chatkeep.connection',
    storage: browserStorage<State>(),
    // Keys never reach localStorage: by choice they are in sessionStorage, else in memory alone.
    partialize: ({ connection, direct }) => ({
      connection: { ...connection, apiKey: undefined },
      direct: direct && { ...direct, apiKey: '' },
    }),
    merge: (saved, initial) => withKey({ ...initial, ...(saved as Partial<State> | undefined) }),
  }),
);

export function useConnection(): Connection {
  return useConnectionStore((state) => state.connection);
}

export function connectionSelected(connection: Connection) {
  useConnectionStore.setState({ connection });
}

/** Saves the direct connection and selects it. */
export function directConnectionSaved(direct: DirectConnection) {
  rememberKey(direct.isKeyKept ? direct.apiKey : '');
  useConnectionStore.setState({ direct, connection: connectionTo(direct) });
}

export function directConnectionForgotten() {
  rememberKey('');
  useConnectionStore.setState(({ connection }) => ({
    direct: null,
    connection: connection.id === 'direct' ? LOCAL_CONNECTION : connection,
  }));
}

export function connectionTo({ baseUrl, apiKey }: DirectConnection): Connection {
  const label = URL.canParse(baseUrl) ? new URL(baseUrl).host : baseUrl;
  return { id: 'direct', baseUrl, apiKey: apiKey || undefined, label };
}

function withKey(state: State): State {
  if (!state.direct) return state;
  const direct = { ...state.direct, apiKey: state.direct.isKeyKept ? recallKey() : '' };
  const isDirect = state.connection.id === 'direct';
  return { direct, connection: isDirect ? connectionTo(direct) : state.connection };
}

function recallKey(): string {
  try {
    return sessionStorage.getItem(KEY_NAME) ?? '';
  } catch {
    return '';
  }
}

function rememberKey(key: string) {
  try {
    if (key) sessionStorage.setItem(KEY_NAME, key);
    else sessionStorage.removeItem(KEY_NAME);
  } catch {
    // Blocked storage: the key stays in memory, which is all that was promised.
  }
}
