import { useDebouncedCallback, useWindowEvent } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { ApiError } from "@tts/api";
import { useEffect, useRef, useState } from "react";

import {
  type Content,
  type Gone,
  type Kept,
  beginDraft,
  draftOf,
  goneBy,
  replaceDraft,
} from "./api";

export type Saving =
  | { state: "nothing" | "saving" }
  | { state: "saved"; at: string }
  /** Another window has saved it meanwhile. */
  | { state: "conflict"; overwrite: () => void }
  | { state: "failed"; again: () => void }
  /** Another window has discarded or submitted it; nothing is saved until it is begun anew. */
  | ({ state: "gone" } & Gone);

/** What would be lost with the window. */
const UNSAVED: Saving["state"][] = ["conflict", "failed", "gone"];

const PAUSE_MS = 1_200;

/** Keeps what is written as a draft on the server, a moment after each change, one at a time. */
export function useAutosave(initial: Kept | null, onBegun: (id: string) => void) {
  const client = useQueryClient();
  const kept = useRef(initial);
  const turn = useRef(Promise.resolve());
  const isGone = useRef(false);
  const isOnPage = useIsOnPage();
  const [saving, setSaving] = useState<Saving>({ state: "nothing" });

  const save = async (content: Content) => {
    setSaving({ state: "saving" });
    try {
      const present = kept.current;
      const draft = await (present ? replaceDraft(present, content) : beginDraft(content));
      kept.current = draft;
      // The last words of a form that was left are kept without going back to it.
      if (!present && isOnPage.current) onBegun(draft.id);
      setSaving({ state: "saved", at: draft.updated_at });
      void client.invalidateQueries({ queryKey: ["helpdesk", "drafts"] });
    } catch (error) {
      explain(error, content);
    }
  };
  const queue = (content: Content) => {
    turn.current = turn.current.then(() => (isGone.current ? undefined : save(content)));
  };
  const explain = (error: unknown, content: Content) => {
    const gone = goneBy(error);
    if (gone) {
      lose(gone);
    } else if (error instanceof ApiError && error.status === 412) {
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
    try {
      if (kept.current)
        kept.current = await client.query({ ...draftOf(kept.current.id), staleTime: 0 });
      queue(content);
    } catch (error) {
      explain(error, content);
    }
  };
  const lose = (gone: Gone) => {
    isGone.current = true;
    // A submitted one stays named, so that it is not submitted again.
    if (gone.ticket === null) kept.current = null;
    setSaving({ state: "gone", ...gone });
  };
  const later = useDebouncedCallback(queue, { delay: PAUSE_MS, flushOnUnmount: true });
  useWindowEvent("beforeunload", (event) => {
    // The browser asks whether to leave; meanwhile the last words are saved.
    if (!later.isPending() && !UNSAVED.includes(saving.state)) return;
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
    lose,
    /** Go on with a draft of its own instead of one that is gone. */
    beginAnew: (content: Content) => {
      isGone.current = false;
      kept.current = null;
      queue(content);
    },
  };
}

function useIsOnPage() {
  const isOnPage = useRef(false);
  useEffect(() => {
    isOnPage.current = true;
    return () => {
      isOnPage.current = false;
    };
  }, []);
  return isOnPage;
}
