import type { ReactNode } from 'react';
import { ModelPicker } from '@/components/model-picker';
import { Switch } from '@/ui/switch';
import { MetadataFields } from './metadata-fields';
import { ParameterPanel } from './parameter-panel';
import type { Parameters } from '../parameters/parameters';
import { problemsOf } from '../parameters/problems';

type Props = {
  parameters: Parameters;
  onChange: (change: Partial<Parameters>) => void;
  /** The model that is used while none is chosen. */
  standardModel: string;
  /** What answers calls of the tools. */
  functions?: ReactNode;
};

/** What the next answer is asked with: the model, whether it is kept, then the parameters. */
export function SettingsPanel({ parameters, onChange, standardModel, functions }: Props) {
  const problems = problemsOf(parameters);
  return (
    <div>
      <div className="-mx-4 space-y-2 border-b border-line px-4 pb-3">
        <section aria-label="Model">
          <ModelPicker
            model={parameters.model || standardModel}
            onPick={(model) => onChange({ model })}
          />
        </section>
        <section aria-label="Keeping" className="space-y-1.5">
          <Switch
            label="Store the answer"
            hint={
              parameters.store
                ? undefined
                : 'Nothing of the exchange is written anywhere but this page.'
            }
            checked={parameters.store}
            onChange={(store) => onChange({ store })}
            className="min-h-7 items-center"
          />
          {parameters.store && (
            <MetadataFields
              rows={parameters.metadata}
              problem={problems.metadata}
              onChange={(metadata) => onChange({ metadata })}
            />
          )}
        </section>
      </div>
      <ParameterPanel
        parameters={{ ...parameters, model: parameters.model || standardModel }}
        {...{ problems, onChange, functions }}
      />
    </div>
  );
}
