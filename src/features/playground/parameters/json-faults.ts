type FirstFault = (typeof import('../json/json-notes'))['firstFault'];

let known: FirstFault = () => null;

/** Few conversations have tools or a schema: what is known of these is not part of the page, but there before it is used. */
export const faultsKnown: Promise<unknown> = import('../json/json-notes').then(
  ({ firstFault }) => {
    known = firstFault;
  },
  // Out of reach: then the provider says what is wrong.
  () => undefined,
);

/** The first fault in the JSON text of tools or a schema; null for none. */
export const firstFault: FirstFault = (kind, text) => known(kind, text);
