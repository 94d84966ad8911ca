import { Select } from '@/ui/select';
import { Slider } from '@/ui/slider';
import { TextArea } from '@/ui/text-area';
import { TextField } from '@/ui/text-field';
import { parametersChanged } from './conversation-events';
import { ParameterRow } from './parameter-row';
import {
  efforts,
  type Effort,
  type Parameters,
  type ResponseFormat,
  type Setting,
} from './parameters';
import type { Problems } from './problems';
import type { SettingName } from './refused-parameters';

type Props = { parameters: Parameters; problems: Problems };

type NamesOf<Value> = {
  [Name in keyof Parameters]: Parameters[Name] extends Setting<Value> ? Name : never;
}[keyof Parameters];

export function ParameterFields({ parameters, problems }: Props) {
  const shared = { parameters, problems };
  return (
    <>
      <Range {...shared} name="temperature" max={2} />
      <Range {...shared} name="top_p" max={1} />
      <Text {...shared} name="max_completion_tokens" label="At most this many tokens" />
      <Text {...shared} name="n" label="Number of answers" />
      <Text {...shared} name="seed" label="Seed" />
      <Lines {...shared} name="stop" label="Stop sequences" hint="One a line, at most four." />
      <EffortField {...shared} />
      <FormatField {...shared} />
      <Lines {...shared} name="tools" label="Tools, as a JSON array" />
    </>
  );
}

function setting(parameters: Parameters, name: SettingName) {
  const onSet = (isSet: boolean) => parametersChanged({ [name]: { ...parameters[name], isSet } });
  return { name, model: parameters.model, isSet: parameters[name].isSet, onSet };
}

type RangeProps = Props & { name: NamesOf<number>; max: number };

function Range({ parameters, name, max }: RangeProps) {
  return (
    <ParameterRow {...setting(parameters, name)}>
      <Slider
        label={name}
        value={parameters[name].value}
        min={0}
        max={max}
        step={0.05}
        onChange={(value) => parametersChanged({ [name]: { isSet: true, value } })}
      />
    </ParameterRow>
  );
}

type TextProps = Props & { name: NamesOf<string>; label: string; hint?: string };

function Text({ parameters, problems, name, label }: TextProps) {
  return (
    <ParameterRow {...setting(parameters, name)}>
      <TextField
        label={label}
        hideLabel
        inputMode="numeric"
        placeholder={label}
        value={parameters[name].value}
        error={problems[name]}
        onChange={(event) =>
          parametersChanged({ [name]: { isSet: true, value: event.target.value } })
        }
      />
    </ParameterRow>
  );
}

function Lines({ parameters, problems, name, label, hint }: TextProps) {
  return (
    <ParameterRow {...setting(parameters, name)}>
      <TextArea
        label={label}
        hideLabel
        mono
        spellCheck={false}
        hint={hint}
        value={parameters[name].value}
        error={problems[name]}
        onChange={(event) =>
          parametersChanged({ [name]: { isSet: true, value: event.target.value } })
        }
      />
    </ParameterRow>
  );
}

function EffortField({ parameters }: Props) {
  return (
    <ParameterRow {...setting(parameters, 'reasoning_effort')}>
      <Select
        label="Reasoning effort"
        hideLabel
        value={parameters.reasoning_effort.value}
        onChange={(event) => {
          const value = event.target.value as Effort; // one of the options below
          parametersChanged({ reasoning_effort: { isSet: true, value } });
        }}
      >
        {efforts.map((effort) => (
          <option key={effort}>{effort}</option>
        ))}
      </Select>
    </ParameterRow>
  );
}

function FormatField({ parameters, problems }: Props) {
  const { response_format, schema } = parameters;
  return (
    <ParameterRow {...setting(parameters, 'response_format')}>
      <Select
        label="Format of the answer"
        hideLabel
        value={response_format.value}
        onChange={(event) => {
          const value = event.target.value as ResponseFormat; // one of the options below
          parametersChanged({ response_format: { isSet: true, value } });
        }}
      >
        <option value="text">text</option>
        <option value="json_object">json_object</option>
        <option value="json_schema">json_schema</option>
      </Select>
      {response_format.value === 'json_schema' && (
        <TextArea
          label="JSON schema"
          mono
          className="mt-2"
          spellCheck={false}
          value={schema}
          error={problems.schema}
          onChange={(event) => parametersChanged({ schema: event.target.value })}
        />
      )}
    </ParameterRow>
  );
}
