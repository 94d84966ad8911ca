import { isObject } from '#contract/json';
import {
  type ApiFailure,
  invalidType,
  invalidValue,
  missingParameter,
  unknownParameter,
} from '../http/errors';
import { readStrictFilter } from '../http/read-filter';
import type { JobKindRow } from '#contract/jobs/job-kind';
import { ASKED_KINDS, JOB_KINDS, type JobKind } from '#contract/jobs/kinds';
import type { JobTarget } from '#contract/jobs/target';
import type { TagSpec } from '#contract/jobs/tag';
import type { Metadata } from '#contract/metadata';
import { checkedIds } from './export-request';
import { readMetadata } from '../http/metadata';

export type JobRequest = {
  kind: JobKind;
  target: JobTarget;
  spec: TagSpec | Record<string, never>;
  /** Whether it starts by itself once it is prepared. */
  start: boolean;
};

const MEMBERS = new Set(['kind', 'target', 'tag', 'start']);

/** Fails with 400. */
export function readJobRequest(body: Record<string, unknown>): JobRequest {
  for (const name of Object.keys(body)) if (!MEMBERS.has(name)) throw unknownParameter(name);
  const kind = readKind(body['kind']);
  const { changes, shelf } = JOB_KINDS[kind];
  if (!changes && body['tag'] !== undefined) throw unknownParameter('tag');
  const { start = false } = body;
  if (typeof start !== 'boolean') throw invalidType('start', 'a boolean', start);
  const target = readTarget(body['target'], shelf);
  return { kind, target, spec: changes ? readTag(body['tag']) : {}, start };
}

function readKind(kind: unknown): JobRequest['kind'] {
  if (kind === undefined) throw missingParameter('kind');
  const known = ASKED_KINDS.find((name) => name === kind);
  if (known) return known;
  const supported = ASKED_KINDS.map((name) => `'${name}'`).join(', ');
  throw invalidValue('kind', `Invalid 'kind': supported values are ${supported}.`);
}

function readTarget(target: unknown, shelf: JobKindRow['shelf']): JobTarget {
  if (target === undefined) throw missingParameter('target');
  const { filter, all, ids, job, trash, ...others } = objectOf(target, 'target');
  const isOfTrash = shelf === 'trash';
  const named = [filter, all, ids, job, trash].filter((value) => value !== undefined);
  if (named.length === 1 && Object.keys(others).length === 0) {
    if (Array.isArray(ids)) return { ids: checkedIds(ids) };
    if (all === true && !isOfTrash) return { filter: '' };
    if (filter === '' && !isOfTrash) throw emptyFilter();
    if (typeof filter === 'string' && !isOfTrash) {
      readStrictFilter(filter);
      return { filter };
    }
    if (typeof job === 'string' && isOfTrash) return { job };
    if (trash === 'all' && isOfTrash) return { trash };
  }
  throw invalidValue(
    'target',
    isOfTrash
      ? 'Invalid \'target\': expected {"ids": […]}, {"job": "…"} or {"trash": "all"}.'
      : 'Invalid \'target\': expected {"filter": "…"}, {"ids": […]} or {"all": true}.',
  );
}

/** An empty text is what a program sends whose filter got lost. */
function emptyFilter(): ApiFailure {
  return invalidValue(
    'target.filter',
    'Invalid \'target.filter\': it is empty, which names no completion. Write {"all": true} for every one that is stored.',
  );
}

function readTag(tag: unknown): TagSpec {
  if (tag === undefined) throw missingParameter('tag');
  const { set = {}, remove = [], rename = {}, replace = {}, ...others } = objectOf(tag, 'tag');
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
