import { useState } from "react";

/**
 * The items given, but each that is as before is the object it was before.
 *
 * So one step that is moved or renamed does not draw a hundred others again.
 */
export function useStable<T extends { id: string }>(items: T[]): T[] {
  const [kept, setKept] = useState(items);
  const stable = keepSame(kept, items);
  if (stable !== kept) setKept(stable);
  return stable;
}

export function keepSame<T extends { id: string }>(before: T[], now: T[]): T[] {
  const known = new Map(before.map((item) => [item.id, item]));
  const merged = now.map((item) => {
    const old = known.get(item.id);
    return old && JSON.stringify(old) === JSON.stringify(item) ? old : item;
  });
  const isSame =
    merged.length === before.length && merged.every((item, index) => item === before[index]);
  return isSame ? before : merged;
}
