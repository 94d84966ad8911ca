import { ApiError } from '@/api/api-error';
import { requestServer } from '@/api/server-endpoint';

const DONE = () => Promise.resolve();

/**
 * Logs this browser in to the server that the dashboard came from; the session is a cookie that no script can read.
 * Rejects with 401 when the access token is wrong, with 429 after too many wrong ones.
 */
export async function logIn(token: string): Promise<void> {
  try {
    await requestServer('POST /api/session', { body: { token } }, {}, DONE);
  } catch (error) {
    if (!(error instanceof ApiError && error.isUnauthorized)) throw error;
    const { status, headers, code } = error;
    const message = 'This is not the access token of this server.';
    throw new ApiError({ kind: 'status', message, status, headers, code, cause: error });
  }
}

/** Ends the session of this browser, on the server too. Without one it does nothing. */
export async function logOut(): Promise<void> {
  await requestServer('DELETE /api/session', { isRepeatable: true }, {}, DONE);
}

/** Ends the sessions of all browsers, this one's too. Needs one of them: rejects with 401 without. */
export async function logOutEverywhere(): Promise<void> {
  await requestServer('DELETE /api/sessions', { isRepeatable: true }, {}, DONE);
}
