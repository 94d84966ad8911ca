import { useId, useState } from 'react';
import { KnownPairs, UsedBefore } from '@/components/known-pairs';
import { type Question, type QuestionKind } from '@/components/questions/question';
import type { QuestionProblems } from '@/components/questions/read-questions';
import { firstCodePoints } from '#contract/code-points';
import { METADATA_LIMITS } from '#contract/metadata';
import { Segmented } from '@/ui/segmented';
import { Switch } from '@/ui/switch';
import { TextArea } from '@/ui/text-area';
import { TextField } from '@/ui/text-field';

const KINDS = [
  { value: 'choice', label: 'Choice' },
  { value: 'scale', label: '1 – 5' },
  { value: 'yes-no', label: 'Yes or no' },
  { value: 'note', label: 'Note' },
] as const satisfies readonly { value: QuestionKind; label: string }[];

type Props = {
  question: Question;
  problems: QuestionProblems;
  onChange: (question: Question) => void;
};

/** One question, being written. */
export function QuestionFields({ question, problems, onChange }: Props) {
  const { label, key, kind, isRequired, values, low, high } = question;
  // As typed: an empty line is no answer, and yet the next one begins in it.
  const [lines, setLines] = useState(values.join('\n'));
  const change = (part: Partial<Question>) => onChange({ ...question, ...part });

  function answersTyped(text: string) {
    setLines(text);
    change({
      values: text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    });
  }
  function valueUsed(value: string) {
    if (kind === 'choice' && !values.includes(value)) answersTyped([...values, value].join('\n'));
  }

  return (
    <div className="space-y-3 ps-6.5 max-sm:ps-0">
      <TextField
        // The press on the row, or on Add, asked for it.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        label="Question"
        value={label}
        error={problems.label}
        placeholder="Such as: How helpful was it?"
        onChange={({ target }) =>
          change({
            label: target.value,
            // Until somebody gives it another one, the key follows the words.
            ...(key === keyFrom(label) && { key: keyFrom(target.value) }),
          })
        }
      />
      <Segmented
        label="Kind of answer"
        options={KINDS}
        value={kind}
        onChange={(next) => change({ kind: next })}
      />
      {kind === 'choice' && (
        <TextArea
          label="Answers"
          hint="One a line, two to nine; the first one is what Insights count as good."
          value={lines}
          error={problems.values}
          onChange={({ target }) => answersTyped(target.value)}
        />
      )}
      {kind === 'scale' && (
        <div className="grid grid-cols-2 gap-3">
          <TextField
            label="What 1 means"
            value={low}
            error={problems.ends}
            onChange={({ target }) => change({ low: target.value })}
          />
          <TextField
            label="What 5 means"
            value={high}
            onChange={({ target }) => change({ high: target.value })}
          />
        </div>
      )}
      <KeyField {...{ question, problems, change }} onUse={valueUsed} />
      <Switch
        label="Required"
        hint="Without its answer a completion counts as not judged."
        checked={isRequired}
        onChange={(isOn) => change({ isRequired: isOn })}
      />
    </div>
  );
}

type KeyProps = Omit<Props, 'onChange'> & {
  change: (part: Partial<Question>) => void;
  onUse: (value: string) => void;
};

/** Where the answers go, with what is there already. */
function KeyField({ question: { key }, problems, change, onUse }: KeyProps) {
  const listId = useId();
  return (
    <div className="space-y-1.5">
      <TextField
        label="Metadata key"
        hint={`Up to ${METADATA_LIMITS.key} characters. An answer takes the place of what the key holds.`}
        mono
        list={listId}
        value={key}
        error={problems.key}
        onChange={({ target }) => change({ key: target.value })}
      />
      <KnownPairs id={listId} />
      {key !== '' && <UsedBefore of={key} value="" onUse={onUse} />}
    </div>
  );
}

/** `How helpful was it?` becomes `how_helpful_was_it`. */
function keyFrom(label: string): string {
  const words = label.toLowerCase().match(/[\p{Letter}\p{Number}]+/gu) ?? [];
  return firstCodePoints(words.join('_'), METADATA_LIMITS.key);
}
