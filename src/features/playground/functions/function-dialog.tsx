import type { MessageCall } from '#contract/message/calls';
import { Button } from '@/ui/button';
import { FunctionAbout } from './function-about';
import { FunctionCode } from './function-code';
import { FunctionTrial } from './function-trial';
import { LargeEditor } from '../schema/large-editor';
import { LastCalls } from './last-calls';
import { newTool } from './tool-list';
import { useFunctionDraft } from './use-function-draft';

type Props = {
  /** The function, with the arguments to try it with; null: a new one. */
  call: Pick<MessageCall, 'name' | 'input'> | null;
  /** It is opened to be written, where nothing answers its calls yet. */
  writes?: boolean;
  onClose: () => void;
};

/** A function that the model can call: what it is told of it, and what answers its calls. */
export function FunctionDialog({ call, writes = false, onClose }: Props) {
  const draft = useFunctionDraft(call, writes);
  const { name, tool, setTool, code, setCode, input, setInput, problem, calls } = draft;
  function remove() {
    draft.remove();
    onClose();
  }
  return (
    <LargeEditor
      title={<Title name={name} />}
      {...{ problem, onClose }}
      onSave={draft.save}
      beside={
        <>
          {name !== null && (
            <Button variant="dangerGhost" className="mr-auto" onClick={remove}>
              Remove
            </Button>
          )}
          <p role="alert" className="self-center text-xs text-danger-ink">
            {problem}
          </p>
        </>
      }
    >
      <>
        {tool ? (
          <FunctionAbout tool={tool} onChange={setTool} />
        ) : (
          <NotATool onAdd={() => setTool({ ...newTool, name: name ?? newTool.name })} />
        )}
        {name !== null && <LastCalls name={name} onTry={setInput} />}
      </>
      <div className="flex min-w-0 flex-col">
        <FunctionCode {...{ code, calls }} onChange={setCode} />
        {draft.isTried ? (
          <FunctionTrial
            {...{ code, input }}
            schema={tool?.parameters ?? null}
            seconds={calls.seconds}
            onInput={setInput}
          />
        ) : (
          <p className="px-5 py-3 text-xs text-ink-2">
            This function came with the conversation. It can be tried once you have agreed that the
            functions may run.
          </p>
        )}
      </div>
    </LargeEditor>
  );
}

function Title({ name }: { name: string | null }) {
  if (name === null) return 'New function';
  return (
    <>
      Function of <span className="font-mono">{name}</span>
    </>
  );
}

/** Called, and not described here: the model knows it from elsewhere. */
function NotATool({ onAdd }: { onAdd: () => void }) {
  return (
    <p className="px-5 pb-4 text-sm text-ink-2">
      The tools of this conversation do not describe it, or only as JSON can.{' '}
      <Button variant="link" size="inline" onClick={onAdd}>
        Describe it
      </Button>
    </p>
  );
}
