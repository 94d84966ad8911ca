import { KeySheet } from '@/components/key-sheet';

const KEYS = [
  ['j k', 'Next and previous row'],
  ['Enter', 'Open the completion'],
  ['x', 'Select the row; Shift and a click select all up to it'],
  ['p', 'Show it beside the table'],
  ['e', 'Edit the metadata of the one beside the table'],
  ['Esc', 'Close it'],
  ['/', 'Search texts'],
] as const;

/** The keys of the table, for whoever asks. */
export function TableKeys({ onClose }: { onClose: () => void }) {
  return <KeySheet keys={KEYS} onClose={onClose} />;
}
