import { useState } from 'react';

/** The same array for as long as its items are the same: for memoised children. */
export function useSameList<Item extends string>(list: readonly Item[]): readonly Item[] {
  const [kept, setKept] = useState(list);
  const isSame = kept.length === list.length && kept.every((item, at) => item === list[at]);
  if (!isSame) setKept(list);
  return isSame ? kept : list;
}
