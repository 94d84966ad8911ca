import { useState } from 'react';

/** What was typed, over which text of the address, and which searches are on their way to it. */
type Draft = { typed: string; over: string; asked: readonly string[] };

/**
 * What stands in a search field while the address, which follows a moment later, is the truth. What was asked for here
 * arrives while one types on, and takes no letter back; another text is from elsewhere, and is shown. `latest`: what the
 * address will be.
 */
export function useSearchDraft(text: string) {
  const [draft, setDraft] = useState<Draft>({ typed: text, over: text, asked: [] });
  const latest = draft.asked.at(-1) ?? text;
  if (draft.over !== text || draft.asked.at(-1) === text) {
    const at = draft.asked.lastIndexOf(text);
    if (at === -1 && draft.typed.trim() !== text) setDraft({ typed: text, over: text, asked: [] });
    else setDraft({ ...draft, over: text, asked: draft.asked.slice(at + 1) });
  }
  return {
    typed: draft.typed,
    latest,
    type: (typed: string) => setDraft((was) => ({ ...was, typed, over: text })),
    ask: (query: string) => setDraft((was) => ({ ...was, asked: [...was.asked, query] })),
  };
}
