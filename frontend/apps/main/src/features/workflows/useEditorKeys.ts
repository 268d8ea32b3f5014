import { useEffect } from "react";

import type { DraftInWork } from "./useDraft";

/**
 * Save, undo and redo by keyboard.
 *
 * Fields that belong to the draft undo with it; other fields and dialogs keep their own undo.
 */
export function useEditorKeys({ dispatch, save, unsaved, saving }: DraftInWork): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      if (key === "s") {
        event.preventDefault();
        if (unsaved && !saving) void save();
        return;
      }
      const redoes = key === "y" || (key === "z" && event.shiftKey);
      if ((key !== "z" && !redoes) || hasOwnUndo(event.target)) return;
      event.preventDefault();
      dispatch({ type: redoes ? "redo" : "undo" });
    };
    window.addEventListener("keydown", onKeyDown);
    return () => {
      window.removeEventListener("keydown", onKeyDown);
    };
  }, [dispatch, save, unsaved, saving]);
}

function hasOwnUndo(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('[role="dialog"]')) return true;
  return target.matches("input, textarea") && target.closest("[data-draft]") === null;
}
