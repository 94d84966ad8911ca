import { closePopover } from '@/ui/popover';

/** Closes what edits a word of the sentence that goes: the focus is on what adds one then, not lost with the word. */
export function closeOnAdd(inside: Element) {
  const sentence = inside.closest('[data-sentence]');
  closePopover(inside);
  sentence?.querySelector<HTMLElement>('[data-add]')?.focus();
}
