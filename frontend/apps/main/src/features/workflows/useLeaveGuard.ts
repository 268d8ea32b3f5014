import { useBlocker } from "@tanstack/react-router";
import { confirm } from "@tts/ui";
import { useTranslation } from "react-i18next";

/** Ask before leaving the page with unsaved work; its tabs may be changed freely. */
export function useLeaveGuard(unsaved: boolean): void {
  const { t } = useTranslation();
  useBlocker({
    disabled: !unsaved,
    enableBeforeUnload: unsaved,
    shouldBlockFn: async ({ current, next }) => {
      if (current.pathname === next.pathname) return false;
      return !(await confirm({
        title: t("editor.leave.title"),
        text: t("editor.leave.text"),
        confirm: t("editor.leave.confirm"),
        danger: true,
      }));
    },
  });
}
