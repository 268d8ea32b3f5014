import { useEffect, useEffectEvent } from "react";

import { isFree, pressed } from "./keys";

/** What each key does, by the character that it writes; "mod+k" is with Ctrl or ⌘. */
export type Shortcuts = Record<string, () => void>;

/** Keys of a page; they rest while somebody types and while something is open over the page. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (!isFree(event)) return;
    const act = shortcuts[pressed(event) ?? ""];
    if (!act) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    document.addEventListener("keydown", onKeyDown);
    return () => {
      document.removeEventListener("keydown", onKeyDown);
    };
  }, []);
}
