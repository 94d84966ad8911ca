import type {
  ChatCompletion,
  ChatCompletionChunk,
  ChatCompletionCreateParamsNonStreaming,
  ChatCompletionMessage,
  ChatCompletionMessageParam,
  ChatCompletionMessageToolCall,
  ChatCompletionStoreMessage,
} from 'openai/resources/chat/completions';
import type { CompletionUsage } from 'openai/resources/completions';
import type { Model as OpenAiModel } from 'openai/resources/models';
import type { Metadata } from '#contract/metadata';

export type Usage = CompletionUsage;
export type MessageParam = ChatCompletionMessageParam;

/** The text of a model's thinking; both names are in use, neither is OpenAI's. */
type Reasoning = { reasoning?: string | null; reasoning_content?: string | null };

export type AnswerMessage = ChatCompletionMessage & Reasoning;
export type Choice = Omit<ChatCompletion.Choice, 'message'> & { message: AnswerMessage };

/**
 * A `chat.completion`, stored or fresh. A stored one also carries its metadata and the parameters of its request,
 * which the spec names only by example: hence the open rest.
 */
export type Completion = Omit<ChatCompletion, 'choices' | 'created'> & {
  /** Whole Unix seconds; null where the server says no date. */
  created: number | null;
  choices: Choice[];
  metadata?: Metadata | null;
} & { readonly [parameter: string]: unknown };

export type Chunk = Omit<ChatCompletionChunk, 'choices'> & { choices: ChunkChoice[] };
type ChunkChoice = Omit<ChatCompletionChunk.Choice, 'delta'> & {
  delta: ChatCompletionChunk.Choice.Delta & Reasoning;
};

/** Every parameter of create but `stream`, which is chosen by calling createCompletion or streamCompletion. */
export type CreateParams = Omit<ChatCompletionCreateParamsNonStreaming, 'stream' | 'seed'> & {
  /** A bigint keeps the digits that a number would round. */
  seed?: number | bigint | null;
};

type MessagePart = NonNullable<ChatCompletionStoreMessage['content_parts']>[number];

/**
 * A request message as `/messages` lists it. OpenAI types it as an answer message, but any role can come, with the
 * fields of that role; `content_parts` holds the parts when the content was an array.
 */
export type StoredMessage = Reasoning & {
  id: string;
  role: string;
  content: string | MessagePart[] | null;
  content_parts?: MessagePart[] | null;
  name?: string;
  refusal?: string | null;
  tool_calls?: ChatCompletionMessageToolCall[] | null;
  tool_call_id?: string;
};

/** A cursor page; `first_id` and `last_id` are empty or null when `data` is empty. */
export type Page<Item> = {
  object: 'list';
  data: Item[];
  first_id: string | null;
  last_id: string | null;
  has_more: boolean;
  /** How many items of the page could not be read, and are not in `data`. */
  left_out: number;
};

/** Servers other than OpenAI leave out `created` and `owned_by`. */
export type Model = Pick<OpenAiModel, 'id'> & Partial<OpenAiModel>;

export type Order = 'asc' | 'desc';

export type ListParams = {
  /** Id of the last item already seen. */
  after?: string | undefined;
  /** 1–100; the server's default is 20. */
  limit?: number | undefined;
  /** By creation time; the server's default is `asc`. */
  order?: Order | undefined;
  /** Exact name of the model that answered. */
  model?: string | undefined;
  /** All pairs must match. */
  metadata?: Metadata | undefined;
};

export type ListMessagesParams = Pick<ListParams, 'after' | 'limit' | 'order'>;
