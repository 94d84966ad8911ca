import { markPlaces } from '@/components/search-marks/mark-hits';
import { VARIABLE } from './variables';
import './variable-marks.css';

/** A ref for what has prompts in it: the `{{names}}` in them are told from the words around. */
export function markVariables(root: Element | null) {
  return marked(root, '[data-prompt]');
}

/** The same for what shows one prompt, and nothing else: answers that grow beside it cost nothing. */
export function markPrompt(root: Element | null) {
  return marked(root, null);
}

function marked(root: Element | null, within: string | null) {
  return root ? markPlaces(root, 'variable', { placesIn }, within) : undefined;
}

function* placesIn(text: string) {
  for (const { index, 0: variable } of text.matchAll(VARIABLE))
    yield [index, index + variable.length] as const;
}
