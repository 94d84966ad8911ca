import { countCodePoints } from '#contract/code-points';
import { Segmented } from '@/ui/segmented';
import { Select } from '@/ui/select';
import { TextArea } from '@/ui/text-area';
import { TextField } from '@/ui/text-field';
import {
  EXCEPT_FIELD,
  isDays,
  LONGEST_NAME,
  type RuleDraft,
  WRONG_DAYS,
  WRONG_EXCEPT,
} from './rule-draft';
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
          error={isDays(draft.days) ? undefined : WRONG_DAYS}
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
        {...EXCEPT_FIELD}
        rows={3}
        value={draft.except}
        error={isReadable ? undefined : WRONG_EXCEPT}
        onChange={({ target }) => change({ except: target.value })}
      />
      <RuleFilter where={draft.where} onChange={(where) => change({ where })} />
    </>
  );
}
