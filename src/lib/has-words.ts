import { folded } from '#contract/folded';

/** What tells whether a text has every word that was typed, in any order, folded as the server folds what it searches. */
export function hasWords(typed: string): (text: string) => boolean {
  const words = folded(typed).split(/\s+/);
  return (text) => {
    const all = folded(text);
    return words.every((word) => all.includes(word));
  };
}
