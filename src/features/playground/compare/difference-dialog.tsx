import { useState } from 'react';
import { WordDifference } from '@/components/difference/word-difference';
import { Dialog } from '@/ui/dialog';
import { Select } from '@/ui/select';

type Props = {
  /** What each column answered last, by its letter; imported here, they would bring the sheet along. */
  answers: readonly { letter: string; words: string }[];
  onClose: () => void;
};

/** The words of any two of the last answers. */
export function DifferenceDialog({ answers, onClose }: Props) {
  const [one, setOne] = useState(0);
  const [other, setOther] = useState(1);
  const words = (at: number) => answers[at]?.words ?? '';
  const letters = answers.map(({ letter }) => letter);
  return (
    <Dialog title="Difference" className="w-[min(56rem,calc(100vw-2rem))]" onClose={onClose}>
      <div className="mb-3 grid max-w-sm grid-cols-2 gap-3">
        <ColumnSelect label="From" value={one} {...{ letters }} onChange={setOne} />
        <ColumnSelect label="To" value={other} {...{ letters }} onChange={setOther} />
      </div>
      <WordDifference before={words(one)} after={words(other)} />
    </Dialog>
  );
}

type SelectProps = {
  label: string;
  value: number;
  letters: readonly string[];
  onChange: (at: number) => void;
};

function ColumnSelect({ label, value, letters, onChange }: SelectProps) {
  return (
    <Select label={label} value={value} onChange={(event) => onChange(Number(event.target.value))}>
      {letters.map((letter, at) => (
        <option key={letter} value={at}>
          {letter}
        </option>
      ))}
    </Select>
  );
}
