import { type RateLimit, rateLimitOf } from '@/api/rate-limit';

export type ResponseInfo = {
  status: number;
  headers: Headers;
  requestId: string | null;
  /** The version to send as `If-Match`; null where the server offers none. */
  etag: string | null;
  rateLimit: RateLimit;
};

export type Answer<Data> = ResponseInfo & {
  data: Data;
  /** The body as it came: JSON.parse rounds numbers of more than 15 digits, and this text does not. */
  raw: string;
};

export function responseInfo({ status, headers }: Response): ResponseInfo {
  return {
    status,
    headers,
    requestId: headers.get('x-request-id') || null,
    etag: headers.get('etag') || null,
    rateLimit: rateLimitOf(headers),
  };
}
