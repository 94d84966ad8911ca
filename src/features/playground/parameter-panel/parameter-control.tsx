import { LineInput } from '@/ui/line-input';
import { QuietSelect } from '@/ui/quiet-select';
import { Switch } from '@/ui/switch';
import { TextArea } from '@/ui/text-area';
import { TextField } from '@/ui/text-field';
import { JsonButton } from './json-button';
import type { ControlProps } from '../parameters/parameter-kinds';
import { ToolChoice } from './tool-choice';

/** What stands in the row itself: a value short enough for it. */
export function InlineControl(props: ControlProps) {
  const { name, spec, value, onChange } = props;
  switch (spec.kind) {
    case 'range':
      return <Exact {...props} min={spec.min} max={spec.max} />;
    case 'flag':
      return (
        <Switch
          label={labelOf(props)}
          hideLabel
          checked={value === true}
          onChange={onChange}
          className="pe-1"
        />
      );
    case 'choice':
    case 'list':
    case 'format':
      return <Choice {...props} options={spec.options} />;
    case 'count':
    case 'long':
      return (
        <LineInput
          aria-label={labelOf(props)}
          aria-invalid={props.problem !== undefined || undefined}
          aria-describedby={props.problemId}
          inputMode="numeric"
          autoComplete="off"
          value={String(value)}
          onChange={(event) => onChange(event.target.value)}
          lineClassName="h-6"
          className={`control min-w-0 px-1.5 text-right text-xs tabular-nums ${name === 'seed' ? 'w-40' : 'w-20'}`}
        />
      );
    default:
      return null;
  }
}

/** What needs the whole width of the panel, below the row. */
export function WideControl(props: ControlProps) {
  const { name, spec, value, onChange } = props;
  switch (spec.kind) {
    case 'range':
      return (
        <div className="flex items-center gap-2 text-xs text-ink-3 tabular-nums">
          <span aria-hidden>{spec.min}</span>
          <input
            type="range"
            aria-label={name}
            value={Number(value)}
            min={spec.min}
            max={spec.max}
            step={0.05}
            onChange={(event) => onChange(event.target.valueAsNumber)}
            className="slider h-6 min-w-0 flex-1 cursor-pointer"
          />
          <span aria-hidden>{spec.max}</span>
        </div>
      );
    case 'toolChoice':
      return <ToolChoice {...props} label={labelOf(props)} />;
    case 'lines':
      return <Lines {...props} hint={`One a line, at most ${spec.max}.`} />;
    case 'json':
      return JSON_KINDS[name] ? <Json {...props} /> : <Lines {...props} isCode />;
    case 'prediction':
      return <Lines {...props} />;
    case 'text':
      return (
        <TextField
          label={labelOf(props)}
          hideLabel
          value={String(value)}
          error={props.problem}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    default:
      return null;
  }
}

function labelOf({ name, spec }: ControlProps): string {
  const words = name.replaceAll('_', ' ');
  return spec.label ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** Those with an editor that knows what belongs into them. */
const JSON_KINDS: Partial<Record<string, 'tools' | 'members'>> = {
  tools: 'tools',
  other: 'members',
};

function Json(props: ControlProps) {
  const { name, value, problem, onChange } = props;
  return (
    <JsonButton
      label={labelOf(props)}
      kind={JSON_KINDS[name] ?? 'members'}
      value={String(value)}
      error={problem}
      onChange={onChange}
    />
  );
}

type ExactProps = ControlProps & { min: number; max: number };

function Exact({ name, value, problem, problemId, onChange, min, max }: ExactProps) {
  return (
    <input
      type="number"
      aria-label={`${name}, exact value`}
      aria-invalid={problem !== undefined || undefined}
      aria-describedby={problemId}
      {...{ min, max }}
      step={0.05}
      value={Number(value)}
      onChange={(event) => {
        // An emptied field is on its way to another number, not a value.
        if (Number.isFinite(event.target.valueAsNumber)) onChange(event.target.valueAsNumber);
      }}
      className="control h-6 w-14 [appearance:textfield] px-1.5 text-right text-xs tabular-nums [&::-webkit-inner-spin-button]:appearance-none"
    />
  );
}

function Choice({ options, ...props }: ControlProps & { options: readonly string[] }) {
  const value = String(props.value);
  // A value that came from elsewhere may be newer than this list.
  const offered = options.includes(value) ? options : [...options, value];
  return (
    <QuietSelect
      aria-label={labelOf(props)}
      value={value}
      onChange={(event) => props.onChange(event.target.value)}
      className="h-6 font-medium text-ink"
    >
      {offered.map((option) => (
        <option key={option}>{option}</option>
      ))}
    </QuietSelect>
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
