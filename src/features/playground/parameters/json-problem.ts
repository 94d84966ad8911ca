import { asRecord } from '@/lib/as-record';

const shapes = {
  object: { words: 'an object', isIt: (value: unknown) => asRecord(value) !== null },
  array: { words: 'an array', isIt: Array.isArray },
};

/** Why a text is not JSON of that shape yet; null when it is. */
export function jsonProblem(text: string, shape: keyof typeof shapes): string | null {
  const { words, isIt } = shapes[shape];
  try {
    return isIt(JSON.parse(text)) ? null : `Enter ${words} as JSON.`;
  } catch (error) {
    return error instanceof Error ? `This is no JSON yet: ${error.message}` : null;
  }
}
