import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Endpoint } from '#contract/wire/endpoint';
import { ENDPOINTS } from '#contract/wire/endpoints';
import { errorAnswer } from '#contract/wire/error-answer';
import type { JsonBody } from '../json/read-body';
import { wireErrors } from './wire-errors';

const endpoints: ReadonlyMap<string, Endpoint> = new Map(Object.entries(ENDPOINTS));

/**
 * Makes an app and holds it against `contract/wire`: each of its routes under `/api` has an entry there, and each
 * answer is what its entry says, to the last member. What is not comes back in `faults`.
 */
export function heldAnswers(create: () => FastifyInstance): {
  app: FastifyInstance;
  faults: string[];
} {
  const faults: string[] = [];
  // Fastify tells of itself before it has any route or hook: ours see answers before they are compressed.
  const watch = (told: unknown) => {
    const { fastify } = told as { fastify: FastifyInstance };
    fastify.addHook('onRoute', (route) => {
      faults.push(...unknownRoutes(route));
    });
    fastify.addHook('onSend', async (request, reply, payload) => {
      const about = { status: reply.statusCode, type: reply.getHeader('content-type'), payload };
      const found = [...faultsOf(request, about), ...requestFaults(request, about)];
      faults.push(...found.map((fault) => `${nameOf(request)} (${reply.statusCode}): ${fault}`));
      return payload;
    });
  };
  subscribe('fastify.initialization', watch);
  try {
    return { app: create(), faults };
  } finally {
    unsubscribe('fastify.initialization', watch);
  }
}

function unknownRoutes({ method, url }: RouteOptions): string[] {
  return [method]
    .flat()
    .map((each) => `${each} ${url}`)
    .filter((name) => / \/api\//.test(name) && !name.startsWith('HEAD') && !endpoints.has(name))
    .map((name) => `${name} has no entry in contract/wire/endpoints.ts`);
}

type Sent = { status: number; type: unknown; payload: unknown };

function faultsOf(request: FastifyRequest, { status, type, payload }: Sent): string[] {
  const endpoint = endpoints.get(nameOf(request));
  if (!endpoint || endpoint.types === 'any') return [];
  if (status >= 400) return wireErrors(errorAnswer, jsonOf(payload));
  // The guard answers preflights of pages that may ask.
  if (status !== (endpoint.status ?? 200)) return ['another status than its entry says'];
  if (endpoint.answer) return wireErrors(endpoint.answer, jsonOf(payload));
  const isOfType = endpoint.types?.some((each) => String(type).startsWith(each)) ?? !payload;
  return isOfType ? [] : [`the content type ${String(type)}`];
}

/** What was accepted has to be what its entry asks for. */
function requestFaults(request: FastifyRequest, { status }: Sent): string[] {
  const body = endpoints.get(nameOf(request))?.body;
  if (!body || status >= 400) return [];
  const faults = wireErrors(body, (request.body as JsonBody | null)?.value);
  return faults.map((fault) => `its request: ${fault}`);
}

function nameOf({ method, routeOptions }: FastifyRequest): string {
  return `${method} ${routeOptions.url ?? ''}`;
}

function jsonOf(payload: unknown): unknown {
  const isText = typeof payload === 'string' || Buffer.isBuffer(payload);
  return isText ? JSON.parse(String(payload)) : payload;
}
