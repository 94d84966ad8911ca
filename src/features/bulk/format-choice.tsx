import { useId } from 'react';

export type FormatName = 'jsonl' | 'csv' | 'chat';

const FORMATS: Record<FormatName, { name: string; hint: string }> = {
  jsonl: { name: 'Records (JSONL)', hint: 'Everything that is stored; can be imported again' },
  csv: { name: 'Table (CSV)', hint: 'Chosen columns, safe to open in spreadsheets' },
  chat: { name: 'Fine-tuning (JSONL)', hint: 'Messages, tools and the answer, one example a line' },
};

type Props = {
  value: FormatName;
  only?: readonly FormatName[];
  onChange: (format: FormatName) => void;
};

export function FormatChoice({ value, only, onChange }: Props) {
  const name = useId();
  const offered = Object.entries(FORMATS).filter(
    ([id]) => only === undefined || only.some((format) => format === id),
  );
  return (
    <fieldset>
      <legend className="mb-1 text-xs font-medium text-ink-2">Format</legend>
      <div className="space-y-1.5">
        {offered.map(([id, { name: label, hint }]) => (
          <label
            key={id}
            className="flex cursor-pointer gap-2.5 rounded-lg border border-line p-2.5 text-sm has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent-ink"
          >
            <input
              type="radio"
              name={name}
              className="mt-0.5 size-4 accent-accent outline-none"
              checked={value === id}
              onChange={() => onChange(id as FormatName)}
            />
            <span>
              {label}
              <span className="block text-xs text-ink-3">{hint}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
