import { Suspense } from 'react';
import { named } from '@/ui/lazily';
import { parametersChanged } from '../turns/conversation-events';
import { useInTalk, useTalk } from '../turns/talk';
import { SettingsPanel } from './settings-panel';

const FunctionsSection = named(() => import('../calls/functions-section'), 'FunctionsSection');

/** What the next answer of a conversation is asked with. */
export function ConversationSettings({ standardModel }: { standardModel: string }) {
  const talk = useTalk();
  const parameters = useInTalk((state) => state.parameters);
  const hasTools = useInTalk(
    ({ parameters: { tools }, calls }) => tools.isSet || Object.keys(calls.functions).length > 0,
  );
  return (
    <SettingsPanel
      parameters={parameters}
      standardModel={standardModel}
      onChange={(change) => parametersChanged(change, talk)}
      functions={<Suspense>{hasTools && <FunctionsSection />}</Suspense>}
    />
  );
}
