import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { readFileSync } from 'node:fs';

const file = new URL('../../../shared/openapi/chat-completions.json', import.meta.url);
const spec = JSON.parse(readFileSync(file, 'utf8')) as { components: { schemas: object } };

const ajv = new Ajv2020({ strict: false, allErrors: true, formats: { unixtime: true } });
addFormats.default(ajv);
ajv.addSchema(withoutNullable(spec) as object, 'spec');

/** The file says OpenAPI 3.1 but in places still uses `nullable` of 3.0, which JSON Schema does not know. */
function withoutNullable(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutNullable);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { nullable, ...rest } = schema as Record<string, unknown>;
  const plain = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [key, withoutNullable(value)]),
  );
  return nullable === true ? { anyOf: [plain, { type: 'null' }] } : plain;
}

/** What is wrong with an answer by OpenAI's published description; empty when it fits. */
export function specErrors(schema: string, value: unknown): string[] {
  const validate = ajv.getSchema(`spec#/components/schemas/${schema}`);
  if (!validate) throw new Error(`The spec has no schema ${schema}`);
  void validate(value);
  return (validate.errors ?? []).map((e) => `${e.instancePath} ${e.message}`);
}
