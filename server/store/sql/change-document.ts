import type { Documents } from '../documents';

/**
 * Changes a document that several processes may change at once: again when somebody else was faster. `change` gets the
 * text that is there, null for none. Resolves with what was written.
 */
export async function changeDocument(
  store: Documents,
  kind: string,
  id: string,
  change: (body: string | null) => string,
): Promise<string> {
  for (;;) {
    const found = await store.document(kind, id);
    const body = change(found?.body ?? null);
    if ((await store.putDocument(kind, id, body, found?.version ?? 0)) !== null) return body;
  }
}
