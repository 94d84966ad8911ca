import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { readFileSync } from 'node:fs';

type Schema = { allOf?: Schema[]; $ref?: string; properties?: object };

/** OpenAI's published description of its API, read from a file that is not part of the repository. */
export type Description = {
  /** What is wrong with an answer by the schema of this name; empty when it fits. */
  errors(schema: string, value: unknown): string[];
  /** The names of a schema's properties. */
  properties(schema: string): string[];
};

/** Throws when the file cannot be read or is no OpenAPI description. */
export function readDescription(file: string): Description {
  const { components } = JSON.parse(readFileSync(file, 'utf8')) as {
    components: { schemas: Record<string, Schema> };
  };
  const ajv = new Ajv2020({ strict: false, allErrors: true, formats: { unixtime: true } });
  addFormats.default(ajv);
  ajv.addSchema(withoutNullable({ components }) as object, 'description');

  const schemaOf = (name: string): Schema => {
    const schema = components.schemas[name];
    if (!schema) throw new Error(`The description has no schema ${name}`);
    return schema;
  };
  const namesOf = ({ allOf = [], $ref, properties = {} }: Schema): string[] => [
    ...allOf.flatMap(namesOf),
    ...($ref === undefined ? [] : namesOf(schemaOf($ref.split('/').at(-1) ?? ''))),
    ...Object.keys(properties),
  ];
  return {
    errors(schema, value) {
      const validate = ajv.getSchema(`description#/components/schemas/${schema}`);
      if (!validate) throw new Error(`The description has no schema ${schema}`);
      void validate(value);
      return (validate.errors ?? []).map((e) => `${e.instancePath} ${e.message}`);
    },
    properties: (schema) => [...new Set(namesOf(schemaOf(schema)))],
  };
}

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
