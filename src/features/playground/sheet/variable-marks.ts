import { markPlaces } from '@/components/search-marks/mark-hits';
import { VARIABLE } from '../variables/variables';
import './variable-marks.css';

/** A ref for what has prompts in it: the `{{names}}` in them are told from the words around. */
export function markVariables(root: Element | null) {
  return root ? markPlaces(root, 'variable', { placesIn }, '[data-prompt]') : undefined;
}

function* placesIn(text: string) {
  for (const { index, 0: variable } of text.matchAll(VARIABLE))
    yield [index, index + variable.length] as const;
}
