import { useEffect, useRef } from "react";

import type { Visibility } from "./messages";

type Send = (type: string, data?: Record<string, unknown>) => void;

const AGAIN_MS = 2_500;
const IDLE_MS = 4_000;

/** Tells the others that one is writing: not with every letter, and not for long after the last. */
export function useTyping(send: Send) {
  const told = useRef(0);
  const idle = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(
    () => () => {
      clearTimeout(idle.current);
    },
    [],
  );
  const stop = () => {
    clearTimeout(idle.current);
    if (told.current > 0) send("typing_stop");
    told.current = 0;
  };
  const type = (visibility: Visibility) => {
    if (Date.now() - told.current >= AGAIN_MS) {
      told.current = Date.now();
      send("typing_start", { visibility });
    }
    clearTimeout(idle.current);
    idle.current = setTimeout(stop, IDLE_MS);
  };
  return { type, stop };
}
