import { Suspense } from 'react';
import { lazily } from '@/ui/lazily';
import { parametersChanged } from '../conversation-events';
import { usePlayground } from '../playground-store';
import { SettingsPanel } from './settings-panel';

const FunctionsSection = lazily(
  async () => (await import('../calls/functions-section')).FunctionsSection,
);

/** What the next answer of the open conversation is asked with. */
export function ConversationSettings({ standardModel }: { standardModel: string }) {
  const parameters = usePlayground((state) => state.parameters);
  const hasTools = usePlayground(
    ({ parameters: { tools }, calls }) => tools.isSet || Object.keys(calls.functions).length > 0,
  );
  return (
    <SettingsPanel
      parameters={parameters}
      standardModel={standardModel}
      onChange={parametersChanged}
      functions={<Suspense>{hasTools && <FunctionsSection />}</Suspense>}
    />
  );
}
