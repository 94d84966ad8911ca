import type * as z from 'zod/mini';
import { objectOr } from '#contract/json';
import {
  type ApiFailure,
  emptyArray,
  invalidType,
  invalidValue,
  missingParameter,
  unknownParameter,
} from './errors';

/**
 * Reads the JSON of a request by its schema in `contract/wire`. Fails with 400 for a member that the schema does not
 * name, else for the first fault; see `contract/wire/fields.ts` for its words.
 */
export function readRequest<Schema extends z.ZodMiniType>(
  schema: Schema,
  value: unknown,
): z.output<Schema> {
  const { data, error } = schema.safeParse(value, { reportInput: true });
  if (!error) return data;
  const { issues } = error;
  throw failureOf(issues.find(isUnknownMember) ?? issues[0]);
}

type Issue = z.core.$ZodIssue;

function isUnknownMember({ code, path }: Issue): boolean {
  return code === 'unrecognized_keys' && path.length === 0;
}

function failureOf(issue: Issue | undefined): ApiFailure {
  if (!issue) throw new TypeError('A request that does not fit has a fault');
  if (issue.code === 'invalid_union') {
    // A list that is too long is not looked into.
    const [long] = issue.errors.find((own) => own.every(({ code }) => code === 'too_big')) ?? [];
    if (long) return failureOf({ ...long, path: [...issue.path, ...long.path] });
  }
  const { code, path, message, input } = issue;
  // Items of a list have no name.
  const at = path.findIndex((part) => typeof part === 'number');
  const param = path.slice(0, at === -1 ? undefined : at).join('.');
  if (code === 'too_small' && issue.origin === 'array') return emptyArray(param);
  if (at === -1) {
    if (code === 'unrecognized_keys') return unknownParameter([...path, issue.keys[0]].join('.'));
    if (valueOf(issue) === undefined) return missingParameter(param);
    if (/^an? /.test(message)) return invalidType(param, message, input);
  }
  return invalidValue(param, `Invalid '${param}': ${message}`);
}

/** What is at fault; of an object whose kind is not known, that kind. */
function valueOf(issue: Issue): unknown {
  if (issue.code !== 'invalid_union' || issue.discriminator === undefined) return issue.input;
  return objectOr(issue.input)[issue.discriminator];
}
