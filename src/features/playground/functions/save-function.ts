import type { CallHandling } from '../request/call-handling';
import type { Parameters } from '../parameters/parameters';
import type { Conversation } from '../turns/playground-store';
import { isEditable, type Tool, withoutTool, withTool } from './tool-list';

type Change = { parameters: Partial<Parameters>; calls: Partial<CallHandling> };

type Saved = {
  /** What it was called; null: it is new. */
  before: string | null;
  /** Null where it is not described. */
  tool: Tool | null;
  /** Null: its calls are answered by hand. */
  code: string | null;
};

/** The function under its name of now, in the request and among what answers calls. */
export function functionSaved({ parameters, calls }: Conversation, saved: Saved): Change {
  const { before, tool, code } = saved;
  const { tools } = parameters;
  const name = tool?.name ?? before ?? '';
  const others = Object.entries(calls.functions).filter(
    ([each]) => each !== before && each !== name,
  );
  const functions = Object.fromEntries(code === null ? others : [...others, [name, code]]);
  // When nothing is left of what came with the conversation, there is nothing to agree to.
  const isOwn = others.length === 0 && code !== calls.functions[before ?? name];
  const text = tools.isSet ? tools.value : '[]';
  return {
    parameters:
      tool && isEditable(text)
        ? { tools: { ...tools, isSet: true, value: withTool(text, before, tool) } }
        : {},
    calls: { functions, isTrusted: calls.isTrusted || isOwn },
  };
}

export function functionRemoved({ parameters, calls }: Conversation, name: string): Change {
  const { tools } = parameters;
  const others = Object.entries(calls.functions).filter(([each]) => each !== name);
  const value = isEditable(tools.value) ? withoutTool(tools.value, name) : tools.value;
  return {
    parameters: { tools: { ...tools, value, isSet: tools.isSet && value !== '[]' } },
    calls: { functions: Object.fromEntries(others) },
  };
}
