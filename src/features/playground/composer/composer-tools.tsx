import Eraser from 'lucide-react/icons/eraser';
import Plus from 'lucide-react/icons/plus';
import { Suspense } from 'react';
import { ModelPicker } from '@/components/model-picker';
import { IconButton } from '@/ui/icon-button';
import { named } from '@/ui/lazily';
import { QuietSelect } from '@/ui/quiet-select';
import { AttachMenu } from '../attachments/attach-menu';
import { attachingProblem, draftTarget } from '../attachments/draft-target';
import {
  draftAdded,
  draftChanged,
  draftDiscarded,
  parametersChanged,
} from '../turns/conversation-events';
import { type DraftRole, isDraftEmpty, usePlayground } from '../turns/playground-store';

const CallIdField = named(() => import('./call-id-field'), 'CallIdField');

const roles: DraftRole[] = ['user', 'assistant', 'system', 'developer', 'tool'];

type Props = { isBusy: boolean; standardModel: string };

/** Who answers, whose message it is, what goes along, and adding it without asking. */
export function ComposerTools({ isBusy, standardModel }: Props) {
  const draft = usePlayground((state) => state.draft);
  const model = usePlayground(({ parameters }) => parameters.model);
  return (
    <>
      <ModelPicker
        isQuiet
        model={model || standardModel}
        onPick={(picked) => parametersChanged({ model: picked })}
      />
      <QuietSelect
        aria-label="Role of the message"
        value={draft.role}
        onChange={(event) => draftChanged({ role: event.target.value as DraftRole })}
        className="h-7 text-sm font-medium capitalize"
      >
        {roles.map((role) => (
          <option key={role} value={role}>
            {role}
          </option>
        ))}
      </QuietSelect>
      <Suspense>{draft.role === 'tool' && <CallIdField />}</Suspense>
      <AttachMenu target={draftTarget} disabledReason={attachingProblem(draft.role)} />
      <IconButton
        label="Add without running"
        size="iconSm"
        disabled={isBusy || isDraftEmpty(draft)}
        onClick={draftAdded}
      >
        <Plus aria-hidden className="size-4" />
      </IconButton>
      {!isDraftEmpty(draft) && (
        <IconButton label="Discard what is written" size="iconSm" onClick={draftDiscarded}>
          <Eraser aria-hidden className="size-4" />
        </IconButton>
      )}
    </>
  );
}
