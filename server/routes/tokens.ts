import type { FastifyInstance } from 'fastify';
import { tokenRequest } from '#contract/wire/tokens';
import { callerName } from '../http/access/caller';
import type { Tokens } from '../http/access/tokens';
import { acting } from '../http/acting';
import { ApiFailure } from '../http/errors';
import { readRequest } from '../http/read-request';
import { bodyOf } from '../http/receive';
import type { AppParts } from '../parts';
import { NameTaken } from '../store/errors';

const MOST_TOKENS = 200;

/** Access tokens with names of their own, beside the one that the server was started with. */
export function tokenRoutes(app: FastifyInstance, tokens: Tokens, parts: AppParts): void {
  app.get('/api/tokens', async () => ({ object: 'list', data: await tokens.list() }));
  app.post('/api/tokens', async (request, reply) => {
    const asked = readRequest(tokenRequest, bodyOf(request).value);
    if (parts.config.accessToken === null) throw open();
    if ((await tokens.list()).length >= MOST_TOKENS) throw tooMany();
    // By its name: a revoked token has nothing else that a reader of the log would know.
    const done = { action: 'token.create', subject: asked.name, count: 1 };
    const made = await tokens
      .create(acting(parts, request, done), asked, callerName(request))
      .catch(namedTaken);
    return reply.status(201).send(made);

    function namedTaken(error: unknown): never {
      if (!(error instanceof NameTaken)) throw error;
      const message = `There is a token called '${asked.name}' already. Choose another name.`;
      throw new ApiFailure(409, message, { param: 'name', code: 'name_taken' });
    }
  });
  app.delete<{ Params: { id: string } }>('/api/tokens/:id', async (request) => {
    const { id } = request.params;
    const found = await tokens.find(id);
    const done = { action: 'token.revoke', subject: found?.name ?? null, count: 1 };
    if (!found || !(await tokens.revoke(acting(parts, request, done), found.id)))
      throw new ApiFailure(404, `No token found with id '${id.slice(0, 100)}'.`, {
        code: 'not_found',
      });
    return { id: found.id, deleted: true };
  });
}

/** It would keep nobody out, and look as if it did. */
function open(): ApiFailure {
  return new ApiFailure(
    409,
    'Everybody who reaches this server may use it. Start it with ACCESS_TOKEN first; then it asks for a token.',
    { code: 'open_server' },
  );
}

function tooMany(): ApiFailure {
  return new ApiFailure(409, `There are ${MOST_TOKENS} tokens already. Revoke one first.`, {
    code: 'too_many_tokens',
  });
}
