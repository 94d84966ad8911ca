import { JsonField } from './json/json-field';
import { MoreParameters } from './more-parameters';
import { ParameterControl } from './parameter-control';
import { ParameterRow } from './parameter-row';
import { type SettingName, settingNames, specOf } from './parameter-table';
import type { Parameters } from './parameters';
import type { Problems } from './problems';

type Props = {
  parameters: Parameters;
  problems: Problems;
  onChange: (change: Partial<Parameters>) => void;
};

const common = settingNames.filter((name) => specOf(name).isCommon);
const others = settingNames.filter((name) => !specOf(name).isCommon);

export function ParameterFields(props: Props) {
  const { other } = props.parameters;
  const setCount = others.filter((name) => props.parameters[name].isSet).length;
  return (
    <>
      {common.map((name) => (
        <ParameterField key={name} {...props} name={name} />
      ))}
      <MoreParameters
        setCount={setCount + Number(other.isSet)}
        hasProblem={[...others, 'other' as const].some((name) => props.problems[name])}
      >
        {others.map((name) => (
          <ParameterField key={name} {...props} name={name} />
        ))}
        <OtherMembers {...props} />
      </MoreParameters>
    </>
  );
}

function ParameterField({ parameters, problems, onChange, name }: Props & { name: SettingName }) {
  const { isSet, value } = parameters[name];
  const change = (to: object) => onChange({ [name]: { ...parameters[name], ...to } });
  const control = {
    name,
    spec: specOf(name),
    value,
    problem: problems[name],
    tools: parameters.tools.value,
  };
  return (
    <ParameterRow
      name={name}
      model={parameters.model}
      isSet={isSet}
      onSet={(to) => change({ isSet: to })}
    >
      <ParameterControl {...control} onChange={(to) => change({ value: to })} />
      {name === 'response_format' && value === 'json_schema' && (
        <div className="mt-2">
          <JsonField
            label="JSON schema"
            kind="schema"
            value={parameters.schema}
            error={problems.schema}
            onChange={(schema) => onChange({ schema })}
          />
        </div>
      )}
    </ParameterRow>
  );
}

/** For what the table does not have: what other servers understand, and what OpenAI has added since. */
function OtherMembers({ parameters, problems, onChange }: Props) {
  const { other } = parameters;
  return (
    <ParameterRow
      name="other"
      model={parameters.model}
      isSet={other.isSet}
      onSet={(isSet) => onChange({ other: { ...other, isSet } })}
    >
      <JsonField
        label="Other members of the request, as a JSON object"
        kind="members"
        value={other.value}
        error={problems.other}
        onChange={(value) => onChange({ other: { ...other, isSet: true, value } })}
      />
    </ParameterRow>
  );
}
