import { asRecord } from '@/lib/as-record';

export type Schema = Readonly<Record<string, unknown>>;
/** The names of properties from the outermost object on; a list between them is passed through. */
export type Path = readonly string[];

export type SchemaRow = {
  path: Path;
  name: string;
  type: TypeWord;
  isNullable: boolean;
  isRequired: boolean;
  /** What a list or object takes in. */
  canHold: boolean;
  schema: Schema;
};

const BASES = ['string', 'number', 'integer', 'boolean', 'object'] as const;
type Base = (typeof BASES)[number];

/** What can be chosen; "other" stands for what only the JSON can say. */
export const TYPE_WORDS = [
  'string',
  'number',
  'integer',
  'boolean',
  'one of',
  'object',
  'list of string',
  'list of number',
  'list of integer',
  'list of object',
] as const;
export type TypeWord = (typeof TYPE_WORDS)[number] | 'other';

/** The properties of a schema, those within them below them. */
export function schemaRows(schema: Schema, path: Path = []): SchemaRow[] {
  const holder = holderOf(schema);
  const required: unknown[] = Array.isArray(holder.required) ? holder.required : [];
  return Object.entries(asRecord(holder.properties) ?? {}).flatMap(([name, value]) => {
    const own = asRecord(value) ?? {};
    const type = typeWord(own);
    const row: SchemaRow = {
      path: [...path, name],
      name,
      type,
      isNullable: [own.type].flat().includes('null'),
      isRequired: required.includes(name),
      canHold: type === 'object' || type === 'list of object',
      schema: own,
    };
    return [row, ...(row.canHold ? schemaRows(own, row.path) : [])];
  });
}

/** The object that has the properties: the schema itself, or what a list holds. */
function holderOf(schema: Schema): Schema {
  return isList(schema) ? (asRecord(schema.items) ?? {}) : schema;
}

function isList({ type }: Schema): boolean {
  return [type].flat().includes('array');
}

function typeWord(schema: Schema): TypeWord {
  if (SPECIAL.some((name) => schema[name] !== undefined)) return 'other';
  if (Array.isArray(schema.enum)) {
    const isTexts = schema.enum.every((each) => each === null || typeof each === 'string');
    return isTexts ? 'one of' : 'other';
  }
  const base = baseOf(schema);
  if (base !== null) return base;
  const held = isList(schema) ? typeWord(asRecord(schema.items) ?? {}) : 'other';
  return TYPE_WORDS.find((word) => word === `list of ${held}`) ?? 'other';
}

const SPECIAL = ['anyOf', 'allOf', 'oneOf', '$ref', 'const', 'not', 'prefixItems'];

function baseOf({ type }: Schema): Base | null {
  const types = [type].flat().filter((each) => each !== 'null');
  return types.length === 1 ? (BASES.find((base) => base === types[0]) ?? null) : null;
}

/** The schema of another type: its description stays, limits of the old type go. */
export function withType(schema: Schema, word: TypeWord, isNullable: boolean): Schema {
  const isSame = word === typeWord(schema);
  if (word === 'other') return schema;
  const rest = isSame ? schema : described(schema, newOf(word));
  const types = [rest.type].flat().filter((each) => each !== 'null');
  const values = Array.isArray(rest.enum) ? rest.enum.filter((each) => each !== null) : null;
  return {
    ...rest,
    type: isNullable ? [...types, 'null'] : types[0],
    ...(values && { enum: isNullable ? [...values, null] : values }),
  };
}

function described({ description }: Schema, schema: Schema): Schema {
  return typeof description === 'string' ? { ...schema, description } : schema;
}

function newOf(word: Exclude<TypeWord, 'other'>): Schema {
  if (word === 'one of') return { type: 'string', enum: ['first', 'second'] };
  if (word === 'object') return emptyObject;
  const held = /^list of (?<held>.+)$/.exec(word)?.groups?.held;
  if (held === undefined) return { type: word };
  return { type: 'array', items: held === 'object' ? emptyObject : { type: held } };
}

export const emptyObject: Schema = {
  type: 'object',
  properties: {},
  required: [],
  additionalProperties: false,
};

/** Changes what holds the properties at a path; the empty path is the outermost object. */
function changedAt(schema: Schema, path: Path, change: (holder: Schema) => Schema): Schema {
  if (isList(schema)) {
    return { ...schema, items: changedAt(asRecord(schema.items) ?? {}, path, change) };
  }
  const [name, ...rest] = path;
  if (name === undefined) return change(schema);
  return withProperties(schema, (all) =>
    all.map(([key, value]) => [
      key,
      key === name ? changedAt(asRecord(value) ?? {}, rest, change) : value,
    ]),
  );
}

type Property = [name: string, value: unknown];

function withProperties(holder: Schema, change: (all: Property[]) => Property[]): Schema {
  const all = Object.entries(asRecord(holder.properties) ?? {});
  return { ...holder, properties: Object.fromEntries(change(all)) };
}

export function propertyChanged(
  schema: Schema,
  path: Path,
  change: (property: Schema) => Schema,
): Schema {
  const name = path.at(-1);
  return changedAt(schema, path.slice(0, -1), (holder) =>
    withProperties(holder, (all) =>
      all.map(([key, value]) => [key, key === name ? change(asRecord(value) ?? {}) : value]),
    ),
  );
}

/** Keeps its place. The name has to be free: see `isFree`. */
export function propertyRenamed(schema: Schema, path: Path, next: string): Schema {
  const name = path.at(-1);
  return changedAt(schema, path.slice(0, -1), (holder) => ({
    ...withProperties(holder, (all) =>
      all.map(([key, value]) => [key === name ? next : key, value]),
    ),
    ...withRequired(holder, (all) => all.map((each) => (each === name ? next : each))),
  }));
}

export function propertyRemoved(schema: Schema, path: Path): Schema {
  const name = path.at(-1);
  return changedAt(schema, path.slice(0, -1), (holder) => ({
    ...withProperties(holder, (all) => all.filter(([key]) => key !== name)),
    ...withRequired(holder, (all) => all.filter((each) => each !== name)),
  }));
}

export function requiredSet(schema: Schema, path: Path, isRequired: boolean): Schema {
  const name = path.at(-1) ?? '';
  return changedAt(schema, path.slice(0, -1), (holder) => ({
    ...holder,
    required: [
      ...requiredIn(holder).filter((each) => each !== name),
      ...(isRequired ? [name] : []),
    ],
  }));
}

/** A new one at the end of what holds it, and its path. */
export function propertyAdded(schema: Schema, within: Path): { schema: Schema; path: Path } {
  const name = freeName(schema, within);
  const added = changedAt(schema, within, (holder) => ({
    ...withProperties(holder, (all) => [...all, [name, { type: 'string' }]]),
    required: [...requiredIn(holder), name],
  }));
  return { schema: added, path: [...within, name] };
}

export function isFree(schema: Schema, path: Path, name: string): boolean {
  const beside = schemaRows(schema).filter((row) => isWithin(row.path, path.slice(0, -1)));
  return name !== '' && !beside.some((row) => row.name === name);
}

function freeName(schema: Schema, within: Path): string {
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? 'name' : `name_${n}`;
    if (isFree(schema, [...within, name], name)) return name;
  }
}

function isWithin(path: Path, holder: Path): boolean {
  return path.length === holder.length + 1 && holder.every((name, at) => path[at] === name);
}

function requiredIn({ required }: Schema): unknown[] {
  return Array.isArray(required) ? (required as unknown[]) : [];
}

/** Nothing where it had no list: an object without required names stays one. */
function withRequired(holder: Schema, change: (all: unknown[]) => unknown[]): Schema {
  return Array.isArray(holder.required) ? { required: change(requiredIn(holder)) } : {};
}

/** Undefined takes it away. */
export function withMember(schema: Schema, name: string, value: unknown): Schema {
  const others = Object.entries(schema).filter(([each]) => each !== name);
  return Object.fromEntries(value === undefined ? others : [...others, [name, value]]);
}

/** What strict asks for beyond a schema: each name required, and no others. */
export function madeStrict(schema: Schema): Schema {
  const holder = holderOf(schema);
  if (asRecord(holder.properties) === null) return schema;
  return changedAt(schema, [], (object) => {
    const made = withProperties(object, (all) =>
      all.map(([name, value]) => [name, strictProperty(object, name, asRecord(value) ?? {})]),
    );
    const names = Object.keys(asRecord(made.properties) ?? {});
    return { ...made, required: names, additionalProperties: false };
  });
}

/** One that could be left out may be null instead. */
function strictProperty(holder: Schema, name: string, property: Schema): Schema {
  const inner = madeStrict(property);
  return requiredIn(holder).includes(name) ? inner : withType(inner, typeWord(inner), true);
}
