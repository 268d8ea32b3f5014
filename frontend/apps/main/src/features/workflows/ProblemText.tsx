import { useTranslation } from "react-i18next";

import { type Problem, nameOf } from "./draft/problems";
import { useDraft } from "./useDraft";

/** A problem in the reader's language; one that is unknown here in the server's words. */
export function ProblemText({ problem }: { problem: Problem }) {
  const { t } = useTranslation();
  const { editor } = useDraft();
  const name = nameOf(problem, editor.present) || t("editor.unnamed");
  return <>{t([`editor.problem.${problem.code}`, problem.message], { name })}</>;
}
