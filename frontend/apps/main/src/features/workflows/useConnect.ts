import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import { NOTHING, connect, temporaryId } from "./draft/draft";
import { focusName } from "./focus";
import { useDraft } from "./useDraft";

/** Join two steps; `selects` says whether the new transition is what one goes on with. */
export function useConnect() {
  const { t } = useTranslation();
  const { edit } = useDraft();
  return useCallback(
    (source: string, target: string, selects = false) => {
      const id = temporaryId();
      edit((draft) => connect(draft, { id, name: t("editor.transition.new"), source, target }), {
        select: selects ? { ...NOTHING, transitions: [id] } : undefined,
      });
      if (selects) focusName();
    },
    [edit, t],
  );
}
