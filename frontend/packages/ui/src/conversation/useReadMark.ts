import { useDocumentVisibility, useIntersection } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";

import { markRead } from "./api";

/** Remembers on the server that the newest message was seen: its end is in sight and the page too. */
export function useReadMark(ticket: string, newest: string | undefined) {
  const client = useQueryClient();
  const { ref, entry } = useIntersection();
  const seen = useDocumentVisibility() === "visible" && entry?.isIntersecting === true;
  const marked = useRef<string>(undefined);
  useEffect(() => {
    if (!seen || newest === undefined || newest === marked.current) return;
    marked.current = newest;
    markRead(ticket, newest).then(
      (count) => {
        client.setQueryData(["messaging", "ticket", ticket, "unread"], count);
      },
      () => {
        // The next message, or the next look, marks it too.
        marked.current = undefined;
      },
    );
  }, [client, ticket, newest, seen]);
  return ref;
}
