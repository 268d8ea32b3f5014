import { useCallback, useEffect, useState } from "react";

/** Run a piece of work when the component appears, and again on demand. */
export function useAsync(work: () => Promise<void>): { error: unknown; run: () => void } {
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    work().catch(setError);
  }, [work]);
  const run = useCallback(() => {
    setError(null);
    work().catch(setError);
  }, [work]);
  return { error, run };
}
