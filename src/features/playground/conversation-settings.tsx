import { Suspense } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { lazily } from '@/ui/lazily';
import { parametersChanged } from './conversation-events';
import { turnsToSend, usePlayground } from './playground-store';
import { SettingsPanel } from './settings-panel';
import { variablesIn } from './variables';
import { VariablesSection } from './variables-section';

const FunctionsSection = lazily(
  async () => (await import('./calls/functions-section')).FunctionsSection,
);

/** What the next answer of the open conversation is asked with. */
export function ConversationSettings({ standardModel }: { standardModel: string }) {
  const parameters = usePlayground((state) => state.parameters);
  const names = usePlayground(useShallow((state) => variablesIn(turnsToSend(state))));
  const hasTools = usePlayground(
    ({ parameters: { tools }, calls }) => tools.isSet || Object.keys(calls.functions).length > 0,
  );
  return (
    <SettingsPanel
      parameters={parameters}
      standardModel={standardModel}
      onChange={parametersChanged}
    >
      <VariablesSection
        names={names}
        values={parameters.variables}
        onChange={(variables) => parametersChanged({ variables })}
      />
      <Suspense>{hasTools && <FunctionsSection />}</Suspense>
    </SettingsPanel>
  );
}
