/** A JSON object whose members nobody has checked yet. */
export type JsonObject = Record<string, unknown>;

/**
 * Whether a value is a JSON object. Lists are none, and neither are objects of a class: the server parses numbers that
 * JavaScript would round into objects that keep their digits.
 */
export function isObject(value: unknown): value is JsonObject {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** The value if it is an object, else an empty one. */
export function objectOr(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

/** The objects of a list; whatever else it holds is skipped, and no list is an empty one. See {@link listOf}. */
export function objectsOf(value: unknown): JsonObject[] {
  return listOf(value).filter(isObject);
}

/** Whether a value is a list, of whatever. */
export function isList(value: unknown): value is unknown[] {
  return Array.isArray(value);
}

/**
 * The items of a list. Some servers send the one item itself, or write a list as an object with the places for names;
 * whatever else is no list is an empty one.
 */
export function listOf(value: unknown): unknown[] {
  if (isList(value)) return value;
  if (!isObject(value)) return [];
  const isNamed = Object.keys(value).some((key) => !/^\d+$/.test(key));
  return isNamed ? [value] : Object.values(value);
}

/** Sets a member, also one named `__proto__`, which assignment would swallow. */
export function setMember(target: JsonObject, key: string, value: unknown): void {
  // Defining every member would cost each chunk of a stream.
  if (key !== '__proto__') target[key] = value;
  else
    Object.defineProperty(target, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
}

/** The object's own member; nothing that every object inherits. */
export function memberOf(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
