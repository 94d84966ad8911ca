import { Select } from '@/ui/select';
import { Slider } from '@/ui/slider';
import { Switch } from '@/ui/switch';
import { TextArea } from '@/ui/text-area';
import { TextField } from '@/ui/text-field';
import { JsonField } from './json/json-field';
import type { ControlProps } from './parameter-kinds';
import { ToolChoice } from './tool-choice';

/** What the value of a parameter is entered with. */
export function ParameterControl(props: ControlProps) {
  const { name, spec, value, onChange } = props;
  switch (spec.kind) {
    case 'range':
      return (
        <Slider
          label={name}
          value={Number(value)}
          min={spec.min}
          max={spec.max}
          step={0.05}
          onChange={onChange}
        />
      );
    case 'flag':
      return <Switch label={labelOf(props)} checked={value === true} onChange={onChange} />;
    case 'choice':
    case 'list':
    case 'format':
      return <Choice {...props} options={spec.options} />;
    case 'toolChoice':
      return <ToolChoice {...props} label={labelOf(props)} />;
    case 'lines':
      return <Lines {...props} hint={`One a line, at most ${spec.max}.`} />;
    case 'json':
      return name === 'tools' ? <Tools {...props} /> : <Lines {...props} isCode />;
    case 'prediction':
      return <Lines {...props} />;
    default:
      return <Line {...props} isNumber={spec.kind !== 'text'} />;
  }
}

function labelOf({ name, spec }: ControlProps): string {
  const words = name.replaceAll('_', ' ');
  return spec.label ?? words.charAt(0).toUpperCase() + words.slice(1);
}

function Tools(props: ControlProps) {
  const { value, problem, onChange } = props;
  return (
    <JsonField
      label={labelOf(props)}
      kind="tools"
      value={String(value)}
      error={problem}
      onChange={onChange}
    />
  );
}

function Choice({ options, ...props }: ControlProps & { options: readonly string[] }) {
  const value = String(props.value);
  // A value that came from elsewhere may be newer than this list.
  const offered = options.includes(value) ? options : [...options, value];
  return (
    <Select
      label={labelOf(props)}
      hideLabel
      value={value}
      error={props.problem}
      onChange={(event) => props.onChange(event.target.value)}
    >
      {offered.map((option) => (
        <option key={option}>{option}</option>
      ))}
    </Select>
  );
}

function Line({ isNumber, ...props }: ControlProps & { isNumber: boolean }) {
  return (
    <TextField
      label={labelOf(props)}
      hideLabel
      inputMode={isNumber ? 'numeric' : 'text'}
      placeholder={labelOf(props)}
      value={String(props.value)}
      error={props.problem}
      onChange={(event) => props.onChange(event.target.value)}
    />
  );
}

function Lines({ hint, isCode, ...props }: ControlProps & { hint?: string; isCode?: true }) {
  return (
    <TextArea
      label={labelOf(props)}
      hideLabel
      mono={isCode}
      spellCheck={isCode === undefined}
      hint={hint}
      value={String(props.value)}
      error={props.problem}
      onChange={(event) => props.onChange(event.target.value)}
    />
  );
}
