import { Switch } from '@/ui/switch';
import { TextField } from '@/ui/text-field';
import type { Setting } from './parameters';

type Props = {
  setting: Setting<string>;
  problem: string | undefined;
  onChange: (setting: Setting<string>) => void;
};

/** How much of a long conversation goes along with its next message. */
export function MessagesSent({ setting, problem, onChange }: Props) {
  const { isSet, value } = setting;
  return (
    <>
      <Switch
        label="Send only the last messages"
        hint={
          isSet
            ? 'System messages always go along. A tool call and its results are sent together or not at all, with the question they belong to.'
            : 'The whole conversation is sent each time.'
        }
        checked={isSet}
        onChange={(to) => onChange({ ...setting, isSet: to })}
      />
      {isSet && (
        <TextField
          label="How many at most"
          inputMode="numeric"
          className="pt-2"
          value={value}
          error={problem}
          onChange={(event) => onChange({ isSet, value: event.target.value })}
        />
      )}
    </>
  );
}
