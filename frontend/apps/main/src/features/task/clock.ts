import type { SlaDetail } from "./api";

/** The seconds used by now; what was read at `readAt` goes on while the clock runs. */
export function usedSeconds(
  { used_seconds: used, segments }: Pick<SlaDetail, "used_seconds" | "segments">,
  readAt: number,
  now: number,
): number {
  const last = segments.at(-1);
  const runs = last?.state === "running" && last.ended === null;
  return runs ? used + Math.max(0, now - readAt) / 1000 : used;
}
