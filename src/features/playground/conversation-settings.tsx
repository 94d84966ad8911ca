import { FunctionsSection } from './calls/functions-section';
import { parametersChanged } from './conversation-events';
import { usePlayground } from './playground-store';
import { SettingsPanel } from './settings-panel';

/** What the next answer of the open conversation is asked with. */
export function ConversationSettings({ standardModel }: { standardModel: string }) {
  const parameters = usePlayground((state) => state.parameters);
  return (
    <SettingsPanel
      parameters={parameters}
      standardModel={standardModel}
      onChange={parametersChanged}
    >
      <FunctionsSection />
    </SettingsPanel>
  );
}
