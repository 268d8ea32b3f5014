import { Skeleton, Stack } from "@mantine/core";
import type { ReactNode } from "react";

import { ErrorState } from "./ErrorState";

type Props<T> = {
  query: { data: T | undefined; error: unknown; refetch: () => unknown };
  /** Shown while there is nothing yet. */
  skeleton?: ReactNode;
  children: (data: T) => ReactNode;
};

/** What a query found, or a skeleton, or why not; what was found stays while it is fetched again. */
export function QueryView<T>({ query, skeleton, children }: Props<T>) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return <>{skeleton ?? <Lines />}</>;
}

function Lines() {
  return (
    <Stack aria-busy gap="sm">
      <Skeleton height={28} width="40%" />
      <Skeleton height={16} />
      <Skeleton height={16} />
      <Skeleton height={16} width="70%" />
    </Stack>
  );
}
