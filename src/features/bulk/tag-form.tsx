import { useQuery } from '@tanstack/react-query';
import Plus from 'lucide-react/icons/plus';
import X from 'lucide-react/icons/x';
import { useId } from 'react';
import type { Connection } from '@/api/connection';
import { completionQueries } from '@/queries/completion-queries';
import { Button } from '@/ui/button';
import { IconButton } from '@/ui/icon-button';
import { Select } from '@/ui/select';
import { TextField } from '@/ui/text-field';
import { lineProblem, tagLine, type TagLine, type TagVerb } from './tag-draft';

type Props = {
  connection: Connection;
  lines: readonly TagLine[];
  /** Whether problems of lines that are still empty are told, too. */
  isChecked: boolean;
  onChange: (lines: TagLine[]) => void;
};

const VERBS: Record<TagVerb, string> = {
  set: 'Set',
  remove: 'Remove',
  rename: 'Rename key',
  replace: 'Replace value',
};

/** Lines of changes to metadata; all of them are made to each completion. */
export function TagForm({ connection, lines, isChecked, onChange }: Props) {
  const { data: facets } = useQuery(completionQueries(connection).facets([]));
  const keysId = useId();
  const keys = facets?.metadata ?? [];
  const change = (id: number, to: Partial<TagLine>) =>
    onChange(lines.map((line) => (line.id === id ? { ...line, ...to } : line)));

  return (
    <>
      <datalist id={keysId}>
        {keys.map(({ key }) => (
          <option key={key} value={key}>
            {key}
          </option>
        ))}
      </datalist>
      <ul className="space-y-2">
        {lines.map((line) => (
          <li key={line.id} className="rounded-lg border border-line bg-surface p-2">
            <div className="flex items-end gap-1.5">
              <Select
                label="Change"
                className="w-32 shrink-0"
                value={line.verb}
                onChange={({ target }) => change(line.id, { verb: target.value as TagVerb })}
              >
                {Object.entries(VERBS).map(([verb, name]) => (
                  <option key={verb} value={verb}>
                    {name}
                  </option>
                ))}
              </Select>
              <TextField
                keepsLines
                mono
                className="flex-1"
                label="Key"
                list={keysId}
                value={line.key}
                onChange={({ target }) => change(line.id, { key: target.value })}
              />
              {lines.length > 1 && (
                <IconButton
                  label={line.key === '' ? 'Remove this line' : `Remove the line of ${line.key}`}
                  onClick={() => onChange(lines.filter(({ id }) => id !== line.id))}
                >
                  <X aria-hidden className="size-4" />
                </IconButton>
              )}
            </div>
            <Details
              line={line}
              values={keys.find(({ key }) => key === line.key)?.values ?? []}
              onChange={(to) => change(line.id, to)}
            />
            <Problem line={line} lines={lines} isChecked={isChecked} />
          </li>
        ))}
      </ul>
      <Button
        variant="ghost"
        size="sm"
        className="mt-2"
        onClick={() => onChange([...lines, tagLine()])}
      >
        <Plus aria-hidden className="size-3.5" />
        Another change
      </Button>
    </>
  );
}

type DetailProps = {
  line: TagLine;
  values: readonly { value: string }[];
  onChange: (to: Partial<TagLine>) => void;
};

function Details({ line: { verb, value, next }, values, onChange }: DetailProps) {
  const valuesId = useId();
  if (verb === 'remove') return null;
  return (
    <div className="mt-2 flex gap-1.5">
      <datalist id={valuesId}>
        {values.map((known) => (
          <option key={known.value} value={known.value}>
            {known.value}
          </option>
        ))}
      </datalist>
      {verb !== 'rename' && (
        <TextField
          keepsLines
          className="flex-1"
          label={verb === 'set' ? 'Value' : 'Old value'}
          list={valuesId}
          value={value}
          onChange={({ target }) => onChange({ value: target.value })}
        />
      )}
      {verb !== 'set' && (
        <TextField
          keepsLines
          className="flex-1"
          mono={verb === 'rename'}
          label={verb === 'rename' ? 'New key' : 'New value'}
          list={verb === 'replace' ? valuesId : undefined}
          value={next}
          onChange={({ target }) => onChange({ next: target.value })}
        />
      )}
    </div>
  );
}

type ProblemProps = { line: TagLine; lines: readonly TagLine[]; isChecked: boolean };

function Problem({ line, lines, isChecked }: ProblemProps) {
  const problem = lineProblem(line, lines);
  const isBegun = line.key !== '' || line.value !== '' || line.next !== '';
  if (problem === null || !(isChecked || isBegun)) return null;
  return (
    <p role="alert" className="mt-1 text-xs text-danger-ink">
      {problem}
    </p>
  );
}
