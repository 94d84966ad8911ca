import { isObject } from '#contract/json';
import type { JobKind } from '#contract/jobs/kinds';
import type { TagSpec } from '#contract/jobs/tag';
import type { JobTarget } from '#contract/jobs/target';
import type { Metadata } from '#contract/metadata';
import { jobForm } from '#contract/wire/jobs';
import { invalidType, invalidValue, unknownParameter } from '../http/errors';
import { readMetadata } from '../http/metadata';
import { readStrictFilter } from '../http/read-filter';
import { readRequest } from '../http/read-request';

export type JobRequest = {
  kind: JobKind;
  target: JobTarget;
  spec: TagSpec | Record<string, never>;
  /** Whether it starts by itself once it is prepared. */
  start: boolean;
};

/** Fails with 400. */
export function readJobRequest(body: Record<string, unknown>): JobRequest {
  const { target, kind, start, ...more } = readRequest(jobForm, body);
  if ('filter' in target) readStrictFilter(target.filter);
  return {
    kind,
    target: 'all' in target ? { filter: '' } : target,
    spec: 'tag' in more ? readTag(more.tag) : {},
    start,
  };
}

function readTag(tag: Record<string, unknown>): TagSpec {
  const { set = {}, remove = [], rename = {}, replace = {}, ...others } = tag;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw unknownParameter(`tag.${unknown}`);
  if (!Array.isArray(remove) || !remove.every((key) => typeof key === 'string')) {
    throw invalidType('tag.remove', 'an array of strings', remove);
  }
  for (const key of remove) checkKey(key);
  const spec: TagSpec = {
    set: readMetadata(set),
    remove,
    rename: namesOf(rename),
    replace: Object.fromEntries(
      Object.entries(objectOf(replace, 'tag.replace')).map(([key, values]) => {
        checkKey(key);
        return [key, valuesOf(values, `tag.replace.${key}`, key)];
      }),
    ),
  };
  const isEmpty = [set, remove, rename, replace].every(
    (part) => Object.keys(part as object).length === 0,
  );
  if (isEmpty) throw invalidValue('tag', "Invalid 'tag': it changes nothing.");
  return spec;
}

/** Old names to new ones, all of them keys that metadata can have. */
function namesOf(value: unknown): Metadata {
  const names = objectOf(value, 'tag.rename');
  const read = Object.entries(names).map(([from, to]): [string, string] => {
    checkKey(from);
    if (typeof to !== 'string') throw invalidType(`tag.rename.${from}`, 'a string', to);
    checkKey(to);
    return [from, to];
  });
  return Object.fromEntries(read);
}

/** Old values of `key` to new ones, all of them values that metadata can have. */
function valuesOf(value: unknown, param: string, key: string): Metadata {
  const values = objectOf(value, param);
  for (const [from, to] of Object.entries(values)) {
    readMetadata({ [key]: from });
    readMetadata({ [key]: to });
  }
  return values as Metadata;
}

function checkKey(key: string): void {
  readMetadata({ [key]: '' });
}

function objectOf(value: unknown, param: string): Record<string, unknown> {
  if (!isObject(value)) throw invalidType(param, 'an object', value);
  return value;
}
