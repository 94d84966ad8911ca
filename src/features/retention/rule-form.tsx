import { countCodePoints } from '#contract/code-points';
import { Segmented } from '@/ui/segmented';
import { Select } from '@/ui/select';
import { TextArea } from '@/ui/text-area';
import { TextField } from '@/ui/text-field';
import { isDays, LONGEST_NAME, type RuleDraft } from './rule-draft';
import { RuleFilter } from './rule-filter';
import { readExemptions } from './rule-text';

const ACTIONS = [
  { value: 'delete', label: 'Delete them' },
  { value: 'strip', label: 'Remove the texts (cannot be undone)' },
] as const;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

type Props = { draft: RuleDraft; onChange: (draft: RuleDraft) => void };

export function RuleForm({ draft, onChange }: Props) {
  const change = (to: Partial<RuleDraft>) => onChange({ ...draft, ...to });
  const isReadable = readExemptions(draft.except) !== null;
  return (
    <>
      <TextField
        label="Name"
        value={draft.name}
        error={
          countCodePoints(draft.name.trim()) > LONGEST_NAME
            ? `Shorten it to ${LONGEST_NAME} characters.`
            : undefined
        }
        onChange={({ target }) => change({ name: target.value })}
      />
      <div className="flex flex-wrap items-end gap-3">
        <TextField
          className="w-36"
          label="Older than (days)"
          inputMode="numeric"
          value={draft.days}
          error={isDays(draft.days) ? undefined : '1 to 36,500 days'}
          onChange={({ target }) => change({ days: target.value })}
        />
        <Select
          className="w-40"
          label="Every day at (UTC)"
          value={draft.hour}
          onChange={({ target }) => change({ hour: Number(target.value) })}
        >
          {HOURS.map((hour) => (
            <option key={hour} value={hour}>
              {String(hour).padStart(2, '0')}:00
            </option>
          ))}
        </Select>
      </div>
      <Segmented
        label="What happens to them"
        options={ACTIONS}
        value={draft.action}
        onChange={(action) => change({ action })}
      />
      <TextArea
        label="Except what has one of these"
        hint={
          'Metadata, one a line: keep=true, or just a key; "a=b"=c for a key with an equals sign. What has it is never touched.'
        }
        rows={3}
        value={draft.except}
        error={isReadable ? undefined : 'Each line needs a key, and quotes have to be closed.'}
        onChange={({ target }) => change({ except: target.value })}
      />
      <RuleFilter where={draft.where} onChange={(where) => change({ where })} />
    </>
  );
}
