import { Skeleton, Stack } from "@mantine/core";
import { Suspense, lazy } from "react";

const ConversationView = lazy(() => import("./ConversationView"));

/**
 * What is said on a ticket, live, with a composer.
 *
 * It holds the ticket's socket, which has everything else of the ticket fetched again too: a page
 * has one of it, mounted while the page is open.
 */
export function Conversation({ ticket }: { ticket: string }) {
  return (
    <Suspense fallback={<ConversationSkeleton />}>
      <ConversationView key={ticket} ticket={ticket} />
    </Suspense>
  );
}

export function ConversationSkeleton() {
  return (
    <Stack aria-busy gap="sm">
      <Skeleton height={56} width="60%" radius="md" />
      <Skeleton height={56} width="60%" radius="md" ml="auto" />
      <Skeleton height={72} radius="md" mt="md" />
    </Stack>
  );
}
