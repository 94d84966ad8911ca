import type { FastifyRequest } from 'fastify';
import { ApiFailure } from './errors';

/**
 * The versions that a list of tags names: only strong tags of ours match, so a weak or garbled one names none. Undefined
 * for `*` and for an empty header, which ask for nothing.
 */
export function readIfMatch(header: string | undefined): number[] | undefined {
  return readTags(header)?.flatMap((tag) => (/^[1-9]\d{0,14}$/.test(tag) ? [Number(tag)] : []));
}

/** The same of versions that are no numbers. */
export function readTags(header: string | undefined): string[] | undefined {
  const tags = (header ?? '').trim();
  if (tags === '' || tags === '*') return undefined;
  // One sign at a time between the tags: of many there would be too many ways to try.
  const isList = /^(?:(?:W\/)?"[^"]*"|[\s,])+$/.test(tags);
  return isList ? [...tags.matchAll(/(W\/)?"([^"]*)"/g)].flatMap(strongTag) : [];
}

function strongTag([, weak, tag = '']: RegExpMatchArray): string[] {
  return weak === undefined ? [tag] : [];
}

/** The version of `what` that a request writes over: the current one, unless `If-Match` names others alone (412). */
export function versionOver(
  { headers }: FastifyRequest,
  { version }: { version: number },
  what: string,
): number {
  if (readIfMatch(headers['if-match'])?.includes(version) === false) throw changedBefore(what);
  return version;
}

/** Somebody else was faster. */
export function changedBefore(what: string): ApiFailure {
  return new ApiFailure(412, `Somebody else has changed this ${what}. Read it again.`, {
    code: 'precondition_failed',
  });
}
