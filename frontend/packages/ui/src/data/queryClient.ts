import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "@tts/api";

const RETRIES = 2;

/** Reads are repeated when the failure may pass; changes never are, for they may have been done. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, error) =>
          failures < RETRIES && error instanceof ApiError && error.isPassing,
      },
    },
  });
}
