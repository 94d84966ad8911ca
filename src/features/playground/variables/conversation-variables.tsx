import { Suspense } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { named } from '@/ui/lazily';
import { variableChanged } from '../turns/conversation-events';
import { turnsToSend, usePlayground } from '../turns/playground-store';
import { variablesIn } from './variables';

const VariableFields = named(() => import('./variable-fields'), 'VariableFields');

/** The values of today: they fill what is sent next. */
export function ConversationVariables() {
  const names = usePlayground(useShallow((state) => variablesIn(turnsToSend(state))));
  const values = usePlayground(({ parameters }) => parameters.variables);
  if (names.length === 0) return null;
  return (
    <div className="gap-x-4 @2xl/talk:grid @2xl/talk:grid-cols-[6rem_minmax(0,1fr)]">
      <h2 className="text-xs/6 font-medium text-ink-3 @2xl/talk:text-end @2xl/talk:leading-7">
        Variables
      </h2>
      <Suspense>
        <VariableFields {...{ names, values }} onChange={variableChanged} />
      </Suspense>
    </div>
  );
}
