import { Select } from '@/ui/select';
import { TextArea } from '@/ui/text-area';
import { type ControlProps, toolModes } from '../parameters/parameter-kinds';
import { toolNames } from '../parameters/tool-names';

/** A mode, one of the tools by its name, or any other choice as JSON, such as the allowed ones. */
export function ToolChoice(props: ControlProps & { label: string }) {
  const { label, value, problem, tools, onChange } = props;
  const named = toolNames(tools).map(({ type, name }) => ({
    value: JSON.stringify({ type, [type]: { name } }),
    label: `only ${name}`,
  }));
  const text = String(value);
  const isListed = toolModes.includes(text) || named.some((choice) => choice.value === text);
  return (
    <div className="space-y-2">
      <Select
        label={label}
        hideLabel
        value={isListed ? text : ''}
        onChange={(event) => onChange(event.target.value || ALLOWED)}
      >
        {toolModes.map((mode) => (
          <option key={mode}>{mode}</option>
        ))}
        {named.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
        <option value="">as JSON</option>
      </Select>
      {!isListed && (
        <TextArea
          label="Choice, as a JSON object"
          mono
          spellCheck={false}
          value={text}
          error={problem}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </div>
  );
}

/** What a choice of one's own begins with: some of the tools. */
const ALLOWED =
  '{\n  "type": "allowed_tools",\n  "allowed_tools": {\n    "mode": "auto",\n    "tools": []\n  }\n}';
