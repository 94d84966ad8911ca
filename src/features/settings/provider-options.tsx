import { Checkbox } from '@/ui/checkbox';
import type { ProviderEdit } from './use-provider-edit';

const OPTIONS = [
  ['stored', 'Keeps completions itself', 'Source can switch to what it stores'],
  ['forwardStore', 'Pass on store and metadata', 'many servers refuse them'],
] as const;

export function ProviderOptions({ edit: { options, setOptions } }: { edit: ProviderEdit }) {
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-xs font-medium text-ink-2">Options</legend>
      {OPTIONS.map(([name, label, hint]) => (
        <Checkbox
          key={name}
          checked={options[name]}
          onChange={(event) => setOptions({ ...options, [name]: event.target.checked })}
          label={
            <>
              {label} <span className="text-ink-3">{hint}</span>
            </>
          }
        />
      ))}
    </fieldset>
  );
}
