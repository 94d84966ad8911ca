/** Any message of the wire: from a request, an answer or a list; `contract/message` reads its members with care. */
export type ViewMessage = {
  role: string;
  content?: unknown;
  content_parts?: unknown;
  name?: string | undefined;
  refusal?: string | null;
  tool_calls?: unknown;
  tool_call_id?: string | undefined;
  function_call?: unknown;
  reasoning?: unknown;
  reasoning_content?: unknown;
  images?: unknown;
  audio?: unknown;
};
