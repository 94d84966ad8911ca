import { useState } from 'react';
import type { MessageCall } from '#contract/message/calls';
import { prettyJson } from '@/components/message/pretty-json';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { TextArea } from '@/ui/text-area';
import { functionOf } from '../call-handling';
import { usePlayground } from '../playground-store';
import { callsHandled } from './call-events';
import { FunctionTrial } from './function-trial';

const BEGINNING = `async (args) => {
  return { ok: true };
}`;

type Props = { call: Pick<MessageCall, 'name' | 'input'>; onClose: () => void };

/** JavaScript that answers the calls of one tool. */
export function FunctionDialog({ call: { name, input }, onClose }: Props) {
  const calls = usePlayground((state) => state.calls);
  const saved = functionOf(calls, name);
  const [code, setCode] = useState(saved ?? BEGINNING);

  function save(next: string | null) {
    const { [name]: _, ...others } = calls.functions;
    const functions = next === null ? others : { ...others, [name]: next };
    // When nothing is left of what came with the conversation, there is nothing to agree to.
    const isOwn = Object.keys(others).length === 0 && next !== saved;
    callsHandled({ functions, isTrusted: calls.isTrusted || isOwn });
    onClose();
  }

  return (
    <Dialog
      title={
        <>
          Function of <span className="font-mono">{name}</span>
        </>
      }
      className="w-[min(44rem,calc(100vw-2rem))]"
      onClose={onClose}
      footer={
        <>
          {saved !== null && (
            <Button variant="dangerGhost" className="mr-auto" onClick={() => save(null)}>
              Remove
            </Button>
          )}
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button variant="primary" disabled={code.trim() === ''} onClick={() => save(code)}>
            Save
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        <TextArea
          label="JavaScript"
          hint="It is given the arguments as an object, and as text after that. What it returns is the result; an error it throws becomes the result, too. It reaches no network and nothing of this page."
          mono
          controlClassName="max-h-[40vh] min-h-40"
          data-autofocus
          spellCheck={false}
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
        {calls.isTrusted || code !== saved ? (
          <FunctionTrial code={code} input={prettyJson(input) || '{}'} seconds={calls.seconds} />
        ) : (
          <p className="text-xs text-ink-2">
            This function came with the conversation. It can be tried once you have agreed that the
            functions may run.
          </p>
        )}
      </div>
    </Dialog>
  );
}
