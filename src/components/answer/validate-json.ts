import { type OutputUnit, Validator } from '@cfworker/json-schema';

export type Fault = { path: string; message: string };

/** Say of everything around a fault that there is one. */
const AROUND = new Set([
  'properties',
  'patternProperties',
  'additionalProperties',
  'unevaluatedProperties',
  'dependentSchemas',
  'items',
  'prefixItems',
  'additionalItems',
  'unevaluatedItems',
  '$ref',
  '$dynamicRef',
  '$recursiveRef',
  'allOf',
  'then',
  'else',
]);

/** What does not fit the schema, each fault once and at its own place. Throws for what is no schema. */
export function validateJson(value: unknown, schema: object): Fault[] {
  const { errors } = new Validator(schema, '2020-12', false).validate(value);
  return errors
    .filter((error) => !AROUND.has(error.keyword) && !hasOwnReason(error, errors))
    .map(({ instanceLocation, keyword, error }) => ({
      path: pathOf(instanceLocation),
      message: keyword === 'false' ? 'It is not allowed here.' : inOurWords(error),
    }));
}

/** "Missing "name"", "string, should be number or null": short enough for a line, and of this value, not of an "instance". */
function inOurWords(error: string): string {
  return error
    .replace(/^Instance does not have required property (.*)\.$/s, 'Missing $1')
    .replace(
      /^Instance type "(.*)" is invalid\. Expected "(.*)"\.$/,
      (_, is: string, to: string) => {
        return `${is}, should be ${to.replaceAll('", "', ' or ')}`;
      },
    )
    .replace(/^Instance /, 'It ');
}

/** None of several schemas fits: why each does not is told as well, and says more. */
function hasOwnReason(
  { keyword, keywordLocation }: OutputUnit,
  all: readonly OutputUnit[],
): boolean {
  const isChoice = keyword === 'anyOf' || keyword === 'oneOf';
  return isChoice && all.some((other) => other.keywordLocation.startsWith(`${keywordLocation}/`));
}

/** `#/a/0/b` as `a[0].b`. */
function pathOf(pointer: string): string {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => decoded(step).replaceAll('~1', '/').replaceAll('~0', '~'));
  const path = steps.map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`)).join('');
  return path.replace(/^\./, '') || 'the whole';
}

function decoded(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    // A name with a percent sign of its own.
    return step;
  }
}
