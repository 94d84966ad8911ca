import { useState } from 'react';
import type { MessageCall } from '#contract/message/calls';
import { prettyJson } from '@/components/message/pretty-json';
import { functionOf } from '../request/call-handling';
import { callsHandled } from '../calls/call-events';
import { parametersChanged } from '../turns/conversation-events';
import { nameNotes } from '../json-notes/note';
import { useInTalk, useTalk } from '../turns/talk';
import { BEGINNING } from './function-code';
import { functionRemoved, functionSaved } from './save-function';
import { newTool, type Tool, toolIn } from './tool-list';

type Called = Pick<MessageCall, 'name' | 'input'> | null;

/** A function while it is edited: nothing of it counts before it is saved. */
export function useFunctionDraft(call: Called, writes: boolean) {
  const talk = useTalk();
  const calls = useInTalk((state) => state.calls);
  const tools = useInTalk(({ parameters }) => parameters.tools.value);
  const name = call?.name ?? null;
  const saved = name === null ? null : functionOf(calls, name);
  const [tool, setTool] = useState<Tool | null>(() =>
    name === null ? newTool : toolIn(tools, name),
  );
  const [code, setCode] = useState(saved ?? (writes ? BEGINNING : null));
  const [input, setInput] = useState(prettyJson(call?.input ?? '') || '{}');
  const problem = tool && problemOf(tool);
  const isTried = calls.isTrusted || code !== saved;

  function save() {
    const change = functionSaved(talk.getState(), { before: name, tool, code });
    parametersChanged(change.parameters, talk);
    callsHandled(change.calls, talk);
  }
  function remove() {
    if (name === null) return;
    const change = functionRemoved(talk.getState(), name);
    parametersChanged(change.parameters, talk);
    callsHandled(change.calls, talk);
  }

  return {
    name,
    tool,
    setTool,
    code,
    setCode,
    input,
    setInput,
    problem,
    calls,
    isTried,
    save,
    remove,
  };
}

function problemOf({ name }: Tool): string | null {
  return nameNotes(name, [], 'function')[0]?.message ?? null;
}
