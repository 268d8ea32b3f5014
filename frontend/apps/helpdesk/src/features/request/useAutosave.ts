import { useDebouncedCallback, useWindowEvent } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { ApiError } from "@tts/api";
import { useRef, useState } from "react";

import { type Content, type Kept, beginDraft, draftOf, replaceDraft } from "./api";

export type Saving =
  | { state: "nothing" | "saving" }
  | { state: "saved"; at: string }
  /** Another window has saved it meanwhile. */
  | { state: "conflict"; overwrite: () => void }
  | { state: "failed"; again: () => void };

const PAUSE_MS = 1_200;

/** Keeps what is written as a draft on the server, a moment after each change, one at a time. */
export function useAutosave(initial: Kept | null, onBegun: (id: string) => void) {
  const client = useQueryClient();
  const kept = useRef(initial);
  const turn = useRef(Promise.resolve());
  const [saving, setSaving] = useState<Saving>({ state: "nothing" });

  const save = async (content: Content) => {
    setSaving({ state: "saving" });
    try {
      const present = kept.current;
      const draft = await (present ? replaceDraft(present, content) : beginDraft(content));
      kept.current = draft;
      if (!present) onBegun(draft.id);
      setSaving({ state: "saved", at: draft.updated_at });
      void client.invalidateQueries({ queryKey: ["helpdesk", "drafts"] });
    } catch (error) {
      explain(error, content);
    }
  };
  const queue = (content: Content) => {
    turn.current = turn.current.then(() => save(content));
  };
  const explain = (error: unknown, content: Content) => {
    const status = error instanceof ApiError ? error.status : null;
    if (status === 404) {
      // Discarded in another window, while it is still written on here.
      kept.current = null;
      queue(content);
    } else if (status === 412) {
      setSaving({ state: "conflict", overwrite: () => void overwrite(content) });
    } else {
      setSaving({
        state: "failed",
        again: () => {
          queue(content);
        },
      });
    }
  };
  const overwrite = async (content: Content) => {
    if (kept.current)
      kept.current = await client.query({ ...draftOf(kept.current.id), staleTime: 0 });
    queue(content);
  };
  const later = useDebouncedCallback(queue, { delay: PAUSE_MS, flushOnUnmount: true });
  useWindowEvent("beforeunload", (event) => {
    // The browser asks whether to leave; meanwhile the last words are saved.
    if (!later.isPending()) return;
    event.preventDefault();
    later.flush();
  });
  return {
    saving,
    later,
    /** Save nothing more, and tell which draft there is. */
    settle: async () => {
      later.cancel();
      await turn.current;
      return kept.current;
    },
    forget: () => {
      kept.current = null;
    },
  };
}
