import { isCovered, isField, pressed } from "@tts/ui";
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
      const key = pressed(event);
      if (key === "mod+s") {
        // The browser's own way to save is of no use here at any time.
        event.preventDefault();
        if (unsaved && !saving && !isCovered()) void save();
        return;
      }
      const redoes = key === "mod+y" || key === "mod+Z";
      if ((key !== "mod+z" && !redoes) || hasOwnUndo(event.target)) return;
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
  if (isCovered()) return true;
  return isField(target) && (target as Element).closest("[data-draft]") === null;
}
