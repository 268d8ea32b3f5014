import { Text } from "@mantine/core";
import { Surface } from "@tts/ui";
import { useTranslation } from "react-i18next";

import { StepPanel } from "./StepPanel";
import { TransitionPanel } from "./TransitionPanel";
import { useDraft } from "./useDraft";

/** What is selected, to be edited. */
export function SidePanel() {
  const { t } = useTranslation();
  const { editor } = useDraft();
  const { steps, transitions } = editor.selected;
  const [only] = [...steps, ...transitions];
  const step = editor.present.steps.find(({ id }) => id === only);
  const transition = editor.present.transitions.find(({ id }) => id === only);
  if (steps.length + transitions.length === 1) {
    // Keyed by place, so that a step that gets its lasting id keeps the focus where it is.
    if (step)
      return <StepPanel key={`s${String(editor.present.steps.indexOf(step))}`} step={step} />;
    if (transition) {
      const at = editor.present.transitions.indexOf(transition);
      return <TransitionPanel key={`t${String(at)}`} transition={transition} />;
    }
  }
  return (
    <Surface p="sm">
      <Text size="sm" c="dimmed">
        {steps.length + transitions.length > 1
          ? t("editor.hint.several")
          : editor.present.steps.length === 0
            ? t("editor.hint.empty")
            : t("editor.hint.nothing")}
      </Text>
    </Surface>
  );
}
