import type { Find } from './finder';

const LONGEST_LABEL = 200;
const LONGEST_ADDRESS = 2_000;

/**
 * Half a link or image at the end of a growing text, whose bracket is at `at`: its words, and where they end when
 * only its address is not whole yet.
 */
export function halfAt(source: string, at: number, find: Find) {
  const isImage = source.charAt(at) === '!';
  const begin = at + (isImage ? 2 : 1);
  const end = find(']', begin);
  if (end === -1) {
    const label = source.slice(begin);
    return label.length > LONGEST_LABEL ? null : { isImage, label, end };
  }
  const isOpen = source.charAt(end + 1) === '(' && find(')', end) === -1;
  if (!isOpen || source.length - end > LONGEST_ADDRESS) return null;
  return { isImage, label: source.slice(begin, end), end };
}
