import { useTranslation } from "react-i18next";

import { NOTHING, type Position, addStep, temporaryId } from "./draft/draft";
import { focusName } from "./focus";
import { useDraft } from "./useDraft";

/** Add a step, at a place or below the others, and select it. */
export function useAddStep() {
  const { t } = useTranslation();
  const { edit } = useDraft();
  return (at: Position | null) => {
    const id = temporaryId();
    edit((draft) => addStep(draft, id, t("editor.step.new"), at), {
      select: { ...NOTHING, steps: [id] },
    });
    focusName();
  };
}
