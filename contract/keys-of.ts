/** The names of an object that was written out: of its type, where `Object.keys` says no more than text. */
export function keysOf<Of extends object>(of: Of): (keyof Of & string)[] {
  return Object.keys(of) as (keyof Of & string)[];
}
