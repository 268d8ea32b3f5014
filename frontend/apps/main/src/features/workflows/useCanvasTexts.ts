import { useMemo } from "react";
import { useTranslation } from "react-i18next";

/** What React Flow says to screen readers. */
export function useCanvasTexts() {
  const { t } = useTranslation();
  return useMemo(
    () => ({
      "node.a11yDescription.default": t("editor.canvas.step"),
      "node.a11yDescription.keyboardDisabled": t("editor.canvas.step"),
      "node.a11yDescription.ariaLiveMessage": ({ x, y }: { x: number; y: number }) =>
        t("editor.canvas.moved", { x: Math.round(x), y: Math.round(y) }),
      "edge.a11yDescription.default": t("editor.canvas.transition"),
      "handle.ariaLabel": t("editor.canvas.handle"),
    }),
    [t],
  );
}
