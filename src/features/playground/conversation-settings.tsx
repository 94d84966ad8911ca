import { useShallow } from 'zustand/react/shallow';
import { FunctionsSection } from './calls/functions-section';
import { parametersChanged } from './conversation-events';
import { turnsToSend, usePlayground } from './playground-store';
import { SettingsPanel } from './settings-panel';
import { variablesIn } from './variables';
import { VariablesSection } from './variables-section';

/** What the next answer of the open conversation is asked with. */
export function ConversationSettings({ standardModel }: { standardModel: string }) {
  const parameters = usePlayground((state) => state.parameters);
  const names = usePlayground(useShallow((state) => variablesIn(turnsToSend(state))));
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
      <FunctionsSection />
    </SettingsPanel>
  );
}
