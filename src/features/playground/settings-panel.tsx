import type { ReactNode } from 'react';
import { ModelPicker } from '@/components/model-picker';
import { Switch } from '@/ui/switch';
import { MetadataFields } from './metadata-fields';
import { MessagesSent } from './messages-sent';
import { ParameterFields } from './parameter-fields';
import type { Parameters } from './parameters';
import { problemsOf } from './problems';

type Props = {
  parameters: Parameters;
  onChange: (change: Partial<Parameters>) => void;
  /** The model that is used while none is chosen. */
  standardModel: string;
  children?: ReactNode;
};

/** What the next answer is asked with. */
export function SettingsPanel({ parameters, onChange, standardModel, children }: Props) {
  const problems = problemsOf(parameters);
  return (
    <div className="divide-y divide-line">
      <section aria-label="Model" className="pb-4">
        <h2 className="mb-1 text-xs font-medium text-ink-2">Model</h2>
        <ModelPicker
          model={parameters.model || standardModel}
          onPick={(model) => onChange({ model })}
        />
      </section>
      <section aria-label="Keeping" className="space-y-3 py-4">
        <Switch
          label="Store the answer"
          hint={
            parameters.store
              ? 'It appears under Completions.'
              : 'Nothing of the exchange is written anywhere but this page.'
          }
          checked={parameters.store}
          onChange={(store) => onChange({ store })}
        />
        {parameters.store && (
          <MetadataFields
            rows={parameters.metadata}
            problem={problems.metadata}
            onChange={(metadata) => onChange({ metadata })}
          />
        )}
      </section>
      <section aria-label="Messages sent" className="py-4">
        <MessagesSent
          setting={parameters.numberOfMessages}
          problem={problems.numberOfMessages}
          onChange={(numberOfMessages) => onChange({ numberOfMessages })}
        />
      </section>
      <section aria-label="Parameters" className="py-2">
        <ParameterFields
          parameters={{ ...parameters, model: parameters.model || standardModel }}
          problems={problems}
          onChange={onChange}
        />
      </section>
      {children}
    </div>
  );
}
