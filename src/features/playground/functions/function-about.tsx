import { aboutTokens } from '@/lib/about-tokens';
import { Switch } from '@/ui/switch';
import { TextArea } from '@/ui/text-area';
import { TextField } from '@/ui/text-field';
import { SchemaPane } from '../schema/schema-pane';
import type { Tool } from './tool-list';

type Props = { tool: Tool; onChange: (tool: Tool) => void };

/** What the model is told of a function. */
export function FunctionAbout({ tool, onChange }: Props) {
  const { name, description, isStrict, parameters } = tool;
  const cost = aboutTokens(JSON.stringify({ name, description, parameters }));
  return (
    <>
      <div className="space-y-3 px-5 pb-4">
        <TextField
          label="Name"
          mono
          value={name}
          maxLength={64}
          onChange={({ target }) => onChange({ ...tool, name: target.value })}
        />
        <TextArea
          label="Description"
          rows={2}
          hint={`The model decides by this text. With its parameters ${cost} on every request.`}
          value={description}
          onChange={({ target }) => onChange({ ...tool, description: target.value })}
          controlClassName="max-h-40"
        />
        <Switch
          label="Strict"
          hint="Arguments always fit the schema; every parameter is then required."
          checked={isStrict}
          onChange={(next) => onChange({ ...tool, isStrict: next })}
        />
      </div>
      <SchemaPane
        title="Parameters"
        noun="Parameter"
        schema={parameters}
        isStrict={isStrict}
        onChange={(next) => onChange({ ...tool, parameters: next })}
      />
    </>
  );
}
