import { focusComposer } from '../composer/focus-composer';
import { initialCalls } from '../request/call-handling';
import { conversationOpened, draftChanged } from '../turns/conversation-events';
import { usePlayground } from '../turns/playground-store';
import { type Example, turnsOf } from './examples';

/** It begins a conversation of its own with the store and the metadata of now; nothing is sent before somebody runs it. */
export async function exampleOpened(example: Example, standardModel: string): Promise<void> {
  const { parameters } = usePlayground.getState();
  const { store, metadata } = parameters;
  const model = modelFor(example, parameters.model || standardModel);
  conversationOpened(turnsOf(example), { model, store, metadata, ...example.parameters });
  usePlayground.setState({ name: example.name, calls: { ...initialCalls, ...example.calls } });
  draftChanged({ text: example.draft, role: 'user', attachments: await attachmentsOf(example) });
  if (example.beside !== undefined) await compared(example.beside);
  focusComposer();
}

/** Which model is asked is the reader's choice; among those of the demo one shows an example better than another. */
function modelFor({ demo }: Example, model: string): string {
  return model.replace(/^(demo:)?demo-[a-z-]+$/, `$1${demo}`);
}

async function attachmentsOf({ picture }: Example): Promise<object[]> {
  if (!picture) return [];
  const { WHEEL_PICTURE } = await import('./wheel-picture');
  return [{ type: 'image_url', image_url: { url: WHEEL_PICTURE, detail: 'low' } }];
}

/** Two columns of it, the second under other instructions. */
async function compared(beside: string): Promise<void> {
  const { comparisonBegunWith } = await import('../comparison/compared-example');
  await comparisonBegunWith(beside);
}
