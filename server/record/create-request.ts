import type { IncomingHttpHeaders } from 'node:http';
import type { Config } from '../config';
import {
  ApiFailure,
  emptyArray,
  invalidType,
  invalidValue,
  missingParameter,
  tooLong,
  unknownParameter,
} from '../http/errors';
import type { JsonBody } from '../json/read-body';
import type { Metadata } from '#contract/metadata';
import { readMetadata } from '../http/metadata';
import { readStoreHeaders } from './store-headers';

/** The few parameters of a create request that the gateway itself acts on; all others pass through unread. */
export type CreateRequest = {
  model: string;
  stream: boolean;
  store: boolean;
  metadata: Metadata;
  /** The client wants the usage chunk at the end of a stream. */
  includeUsage: boolean;
  /** How many answers are asked for. */
  choices: number;
};

const MAX_MODEL = 256;
// A client must not be able to choose where keys are sent (other gateways have fallen to these names).
const FORBIDDEN = ['api_base', 'base_url', 'api_key'];

/**
 * Source: `createChatCompletion` of the spec. What the body says of storing wins over the headers, and they over `policy`.
 * Fails with 400.
 */
export function readCreateRequest(
  { value }: JsonBody,
  headers: IncomingHttpHeaders,
  policy: Config['store'],
): CreateRequest {
  for (const name of FORBIDDEN) if (Object.hasOwn(value, name)) throw unknownParameter(name);
  checkMessages(value['messages']);
  const said = readStoreHeaders(headers);
  const asked = value['store'] == null ? said.store : readBoolean(value, 'store');
  const store = asked ?? policy === 'always';
  const own = readMetadata(value['metadata']);
  // A client that sends its headers with every request may still keep one exchange out.
  const isUnasked = asked === undefined && Object.keys(said.metadata).length > 0;
  if (!store && (value['metadata'] != null || isUnasked)) throw metadataWithoutStore();
  const metadata = readMetadata({ ...said.metadata, ...own });
  return {
    model: readModel(value['model']),
    stream: readBoolean(value, 'stream'),
    store,
    metadata,
    includeUsage: wantsUsage(value['stream_options']),
    choices: countOf(value['n']),
  };
}

function checkMessages(messages: unknown): void {
  if (messages === undefined) throw missingParameter('messages');
  if (!Array.isArray(messages)) throw invalidType('messages', 'an array of objects', messages);
  if (messages.length === 0) throw emptyArray('messages');
}

function readModel(model: unknown): string {
  if (model === undefined || model === '') throw missingParameter('model');
  if (typeof model !== 'string') throw invalidType('model', 'a string', model);
  if (model.length > MAX_MODEL) throw tooLong('model', MAX_MODEL, model.length);
  if (/\p{Cc}|\p{Cs}/u.test(model)) {
    throw invalidValue('model', "Invalid 'model': control characters are not allowed in a name.");
  }
  return model;
}

function readBoolean(value: Record<string, unknown>, name: string): boolean {
  const flag = value[name] ?? false;
  if (typeof flag !== 'boolean') throw invalidType(name, 'a boolean', flag);
  return flag;
}

function wantsUsage(options: unknown): boolean {
  return (
    typeof options === 'object' &&
    options !== null &&
    'include_usage' in options &&
    options.include_usage === true
  );
}

/** What the provider makes of any other number is its own affair. */
function countOf(n: unknown): number {
  return typeof n === 'number' && Number.isInteger(n) && n > 0 ? n : 1;
}

function metadataWithoutStore(): ApiFailure {
  return new ApiFailure(400, "The 'metadata' parameter is only allowed when 'store' is enabled.", {
    param: 'metadata',
  });
}
