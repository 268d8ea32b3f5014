import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { ApiError } from "@tts/api";
import { useCommand } from "@tts/ui";
import {
  createContext,
  use,
  useCallback,
  useEffect,
  useMemo,
  useReducer,
  useRef,
  useState,
} from "react";

import { type DraftDetail, draftFrom, draftOf, problemsOf, saveDraft, workflowOf } from "./api";
import type { Draft, Elements } from "./draft/draft";
import { type Action, type Editor, isUnsaved, opened, reduce } from "./draft/history";
import type { Problem } from "./draft/problems";

const PAUSE_MS = 400;

type EditOptions = { key?: string; select?: Elements };

export type DraftInWork = {
  workflowId: string;
  editor: Editor;
  dispatch: (action: Action) => void;
  edit: (change: (draft: Draft) => Draft, options?: EditOptions) => void;
  unsaved: boolean;
  problems: readonly Problem[];
  /** Whether `problems` are those of the draft as it is now. */
  checked: boolean;
  /** What the server has, which may be newer than what is edited. */
  server: DraftDetail;
  /** Somebody else saved since this was loaded. */
  outdated: boolean;
  saving: boolean;
  /** Whether a save was refused because somebody else saved first. */
  conflict: boolean;
  endConflict: () => void;
  /** Save what is there; the revision to go on from, or null when it could not be saved. */
  save: (over?: number) => Promise<number | null>;
  /** Forget what is edited here, and go on with what the server has. */
  reload: () => Promise<void>;
};

const DraftContext = createContext<DraftInWork | null>(null);

export const DraftProvider = DraftContext.Provider;

/** The draft that the page around it edits. */
export function useDraft(): DraftInWork {
  const draft = use(DraftContext);
  if (draft === null) throw new Error("useDraft needs DraftProvider above it");
  return draft;
}

/** Edit a workflow's draft; it lives above the tabs, so that none of them loses it. */
export function useDraftInWork(workflowId: string, server: DraftDetail): DraftInWork {
  const [editor, dispatch] = useReducer(reduce, null, () =>
    opened(draftFrom(server), server.revision),
  );
  const latest = useRef(editor);
  useEffect(() => {
    latest.current = editor;
  });
  const client = useQueryClient();
  const unsaved = isUnsaved(editor);
  const saving = useSaving(workflowId, dispatch, latest);
  const outdated = server.revision > editor.revision && !saving.saving;
  useEffect(() => {
    // Nothing is lost by going on with what somebody else saved.
    if (outdated && !unsaved) {
      dispatch({ type: "load", draft: draftFrom(server), revision: server.revision });
    }
  }, [outdated, unsaved, server]);
  const found = useProblems(workflowId, editor.present);
  const edit = useCallback((change: (draft: Draft) => Draft, options?: EditOptions) => {
    dispatch({ type: "edit", change, at: Date.now(), ...options });
  }, []);
  return useMemo(
    () => ({
      workflowId,
      editor,
      dispatch,
      edit,
      unsaved,
      server,
      outdated: outdated && unsaved,
      ...found,
      ...saving,
      reload: async () => {
        const fresh = await client.query({ ...draftOf(workflowId), staleTime: 0 });
        dispatch({ type: "load", draft: draftFrom(fresh), revision: fresh.revision });
      },
    }),
    [workflowId, editor, edit, unsaved, server, outdated, found, saving, client],
  );
}

/** Saving; while it runs, what is drawn goes on. */
function useSaving(
  workflowId: string,
  dispatch: (action: Action) => void,
  latest: React.RefObject<Editor>,
) {
  const client = useQueryClient();
  const [conflict, setConflict] = useState(false);
  const key = draftOf(workflowId).queryKey;
  const { mutateAsync, isPending: saving } = useCommand({
    run: async (over: number | undefined) => {
      const { present: sent, revision } = latest.current;
      try {
        return { sent, answer: await saveDraft(workflowId, over ?? revision, sent) };
      } catch (error) {
        if (error instanceof ApiError && error.status === 412) return null;
        throw error;
      }
    },
    stale: [workflowOf(workflowId).queryKey],
    onDone: (done) => {
      setConflict(done === null);
      if (done === null) {
        void client.invalidateQueries({ queryKey: key });
        return;
      }
      const { sent, answer } = done;
      dispatch({ type: "saved", sent, ids: answer.ids, revision: answer.revision });
      client.setQueryData(key, answer);
    },
  });
  return useMemo(
    () => ({
      saving,
      conflict,
      endConflict: () => {
        setConflict(false);
      },
      save: async (over?: number) => {
        try {
          return (await mutateAsync(over))?.answer.revision ?? null;
        } catch {
          // The command has said why.
          return null;
        }
      },
    }),
    [saving, conflict, mutateAsync],
  );
}

/** What keeps the draft from being published, found while one draws. */
function useProblems(workflowId: string, present: Draft) {
  const [draft] = useDebouncedValue(present, PAUSE_MS);
  const { data, isPlaceholderData } = useQuery({
    ...problemsOf(workflowId, draft),
    placeholderData: keepPreviousData,
  });
  return useMemo(() => {
    const there = new Set([...present.steps, ...present.transitions].map(({ id }) => id));
    const problems = (data?.problems ?? []).filter(({ step, transition }) => {
      const about = step ?? transition;
      return about == null || there.has(about);
    });
    return { problems, checked: draft === present && data !== undefined && !isPlaceholderData };
  }, [data, isPlaceholderData, draft, present]);
}
