import type { AnswerOf, BodyOf, EndpointName } from '#contract/wire/endpoints';
import { type CallOptions, createClient } from '@/api/client';
import { encodedId } from '@/api/completion-path';
import { type Call, request, requestJson } from '@/api/request';
import { asRecord } from '@/lib/as-record';

/** The server that the dashboard came from. */
const SERVER = createClient({ baseUrl: '/api' });

type ParamOf<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamOf<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

/** What a call says beside its endpoint: each part of the path that the endpoint leaves open, and more. */
type Said<Name extends EndpointName> = Partial<Omit<Call, 'method' | 'path' | 'body'>> & {
  body?: BodyOf<Name> & object;
} & {
  [Param in ParamOf<Name>]: string;
};

/**
 * Calls an endpoint of this server and resolves with its answer. `tell`: a member that tells the answer from that of
 * something else, such as a proxy. What is read is repeatable, and anything else only if the call says so.
 */
export async function askServer<Name extends EndpointName>(
  name: Name,
  tell: keyof AnswerOf<Name> & string,
  said: Said<Name>,
  options: CallOptions = {},
): Promise<AnswerOf<Name>> {
  // Served by the same release as this code, whose tests hold each answer of the endpoint against its schema.
  const parse = (value: unknown) =>
    asRecord(value)?.[tell] === undefined ? null : (value as AnswerOf<Name>);
  return (await requestJson(SERVER, callOf(name, said), options, parse)).data;
}

/** The same of an endpoint whose answer is no JSON, or of no interest. */
export function requestServer<Name extends EndpointName, Result>(
  name: Name,
  said: Said<Name>,
  options: CallOptions,
  read: (response: Response) => Promise<Result>,
): Promise<Result> {
  return request(SERVER, callOf(name, said), options, read);
}

const METHODS = ['GET', 'POST', 'DELETE'] as const;

function callOf<Name extends EndpointName>(name: Name, said: Said<Name>): Call {
  const method = METHODS.find((each) => name.startsWith(each)) ?? 'GET';
  const open = new Map<string, unknown>(Object.entries(said));
  const path = name
    .slice(name.indexOf('/api') + 4)
    .replaceAll(/:(\w+)/g, (_, param: string) => encodedId(String(open.get(param))));
  return { isRepeatable: method === 'GET', ...said, method, path };
}
