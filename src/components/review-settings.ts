import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { browserStorage } from '@/components/browser-storage';
import { countCodePoints } from '#contract/code-points';
import { keyProblem } from '#contract/metadata';

export type ReviewSettings = {
  /** The metadata key that a verdict is written to. */
  key: string;
  /** The verdicts, on the keys 1 to 9. */
  values: readonly string[];
  /** The metadata key of the note. */
  noteKey: string;
};

export const useReviewSettings = create<ReviewSettings>()(
  persist(
    (): ReviewSettings => ({ key: 'review', values: ['good', 'bad', 'unsure'], noteKey: 'note' }),
    { name: 'chatkeep.review', storage: browserStorage<ReviewSettings>() },
  ),
);

export function reviewSettingsChanged(settings: ReviewSettings) {
  useReviewSettings.setState(settings);
}

/** Code points: a verdict is the text of a button. */
const LONGEST_VERDICT = 64;

/** Reads `review=good|bad|unsure`, at most nine values; null when it is something else. */
export function parseReviewSet(text: string): Pick<ReviewSettings, 'key' | 'values'> | null {
  const [, key = '', list = ''] = /^([^=]+)=(.+)$/s.exec(text.trim()) ?? [];
  const values = list.split('|').map((value) => value.trim());
  const isUsable =
    values.length <= 9 &&
    values.every((value) => value !== '' && countCodePoints(value) <= LONGEST_VERDICT);
  const isDistinct = new Set(values).size === values.length;
  if (keyProblem(key.trim()) !== null || !isUsable || !isDistinct) return null;
  return { key: key.trim(), values };
}

export function reviewSetText({ key, values }: ReviewSettings): string {
  return `${key}=${values.join('|')}`;
}
