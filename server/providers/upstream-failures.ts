import { ApiFailure, NO_RETRY } from '../http/errors';
import { AddressRefused } from './guarded-lookup';
import { ProxyFailure } from './tunnel';

export function upstreamInvalid(message: string): ApiFailure {
  return answerLost(502, message, 'upstream_invalid');
}

export function upstreamSilent(): ApiFailure {
  return answerLost(504, 'The provider fell silent: its answer is incomplete.', 'upstream_timeout');
}

export function answerBroken(): ApiFailure {
  return answerLost(502, 'The answer of the provider broke off.', 'upstream_error');
}

/** No answer came: whoever asks again pays for nothing twice. */
export function upstreamFailure(status: number, message: string, code: string): ApiFailure {
  return new ApiFailure(status, message, { type: 'upstream_error', code });
}

/** Something came, or may still be made: asking again by itself could pay for it twice. */
export function answerLost(status: number, message: string, code: string): ApiFailure {
  return new ApiFailure(status, message, { type: 'upstream_error', code, headers: NO_RETRY });
}

/** The provider did not begin its answer in time. */
export class HeadersTimeout extends Error {}

export function connectionFailure(error: NodeJS.ErrnoException, name: string): ApiFailure {
  if (error instanceof HeadersTimeout) {
    return answerLost(504, `The provider '${name}' did not answer in time.`, 'upstream_timeout');
  }
  // Something came, and it may have been an answer.
  if (error.code?.startsWith('HPE_')) {
    return upstreamInvalid(
      `The provider '${name}' sent an answer that is not valid HTTP. Check that its base URL is right.`,
    );
  }
  const known = REASONS[error.code ?? ''] ?? 'the connection failed';
  const isOwn = error instanceof ProxyFailure || error instanceof AddressRefused;
  const why = isOwn ? error.message : known;
  return upstreamFailure(
    502,
    `Could not reach the provider '${name}': ${why}. Check that it runs and that its base URL is right.`,
    'upstream_unreachable',
  );
}

const UNTRUSTED =
  'its TLS certificate is not trusted (one of your company is when NODE_EXTRA_CA_CERTS names the file of its authority)';

const REASONS: Record<string, string> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was closed',
  ENOTFOUND: 'its host name was not found',
  EAI_AGAIN: 'its host name was not found',
  ETIMEDOUT: 'the connection timed out',
  EPROTO: 'it does not speak TLS as expected',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak TLS',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'it does not speak TLS',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its TLS certificate is for another host name',
  CERT_HAS_EXPIRED: 'its TLS certificate has expired',
  CERT_NOT_YET_VALID: 'its TLS certificate is not valid yet',
  CERT_REVOKED: 'its TLS certificate was revoked',
  ...Object.fromEntries(
    [
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'SELF_SIGNED_CERT_IN_CHAIN',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'UNABLE_TO_GET_ISSUER_CERT',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'CERT_UNTRUSTED',
    ].map((code) => [code, UNTRUSTED]),
  ),
};
