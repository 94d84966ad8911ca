import type { NewToken, Token, TokenRequest } from '#contract/wire/tokens';
import type { CallOptions } from '@/api/client';
import { askServer } from '@/api/server-endpoint';

/** The access tokens that have names (`GET /api/tokens`); needs the scope `admin`. */
export async function listTokens(options: CallOptions = {}): Promise<Token[]> {
  return (await askServer('GET /api/tokens', 'data', {}, options)).data;
}

/** The one answer with its secret. 409 `name_taken` when there is one of this name. */
export function createToken(body: TokenRequest): Promise<NewToken> {
  return askServer('POST /api/tokens', 'secret', { body });
}

export async function revokeToken(id: string): Promise<void> {
  await askServer('DELETE /api/tokens/:id', 'deleted', { id });
}
