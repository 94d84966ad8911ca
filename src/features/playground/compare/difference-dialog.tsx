import { useState } from 'react';
import { WordDifference } from '@/components/difference/word-difference';
import { Dialog } from '@/ui/dialog';
import { Select } from '@/ui/select';
import { letterOf, useComparison } from '../comparison/comparison-store';
import { lastAnswers, wordsOf } from '../comparison/last-answers';

/** The words of any two of the last answers. */
export function DifferenceDialog({ onClose }: { onClose: () => void }) {
  const columns = useComparison((state) => state.columns);
  const answers = lastAnswers({ columns });
  const [one, setOne] = useState(0);
  const [other, setOther] = useState(1);
  const words = (at: number) => {
    const turn = answers[at];
    return turn ? wordsOf(turn) : '';
  };
  return (
    <Dialog title="Difference" className="w-[min(56rem,calc(100vw-2rem))]" onClose={onClose}>
      <div className="mb-3 grid max-w-sm grid-cols-2 gap-3">
        <ColumnSelect label="From" value={one} count={columns.length} onChange={setOne} />
        <ColumnSelect label="To" value={other} count={columns.length} onChange={setOther} />
      </div>
      <WordDifference before={words(one)} after={words(other)} />
    </Dialog>
  );
}

type SelectProps = {
  label: string;
  value: number;
  count: number;
  onChange: (at: number) => void;
};

function ColumnSelect({ label, value, count, onChange }: SelectProps) {
  return (
    <Select label={label} value={value} onChange={(event) => onChange(Number(event.target.value))}>
      {Array.from({ length: count }, (_, at) => (
        <option key={letterOf(at)} value={at}>
          {letterOf(at)}
        </option>
      ))}
    </Select>
  );
}
