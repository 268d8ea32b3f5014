import { copySteps, remove, temporaryId } from "./draft/draft";
import { useDraft } from "./useDraft";

/** What can be done to all that is selected. */
export function useSelection() {
  const { editor, edit } = useDraft();
  const { steps, transitions } = editor.selected;
  const count = steps.length + transitions.length;
  return {
    count,
    steps,
    remove: () => {
      if (count > 0) edit((draft) => remove(draft, editor.selected));
    },
    copy: () => {
      if (steps.length === 0) return;
      const ids = new Map<string, string>();
      // The same ids again when React runs the change twice.
      const newId = (of: string) => {
        const id = ids.get(of) ?? temporaryId();
        ids.set(of, id);
        return id;
      };
      const copies = steps.map(newId);
      edit((draft) => copySteps(draft, steps, newId), {
        select: { steps: copies, transitions: [] },
      });
    },
  };
}
