import type { firstFault as find } from '../json-notes/json-notes';

let known: typeof find = () => null;

/** Few conversations have tools or a schema: what is known of these is not part of the page, but there before it is used. */
export const faultsKnown = load();

async function load(): Promise<void> {
  try {
    ({ firstFault: known } = await import(/* soon */ '../json-notes/json-notes'));
  } catch {
    // Out of reach: then the provider says what is wrong.
  }
}

/** The first fault in the JSON text of tools or a schema; null for none. */
export const firstFault: typeof find = (kind, text) => known(kind, text);
