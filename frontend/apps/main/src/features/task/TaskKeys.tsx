import { ShortcutsDialog } from "@tts/ui";
import { useTranslation } from "react-i18next";

const KEYS = {
  transition: ["1", "…", "9"],
  transitions: ["t"],
  claim: ["c"],
  begin: ["b"],
  transfer: ["g"],
  escalate: ["e"],
  send: ["Ctrl Enter"],
} as const;

/** Which keys do what on a task's page. */
export function TaskKeys({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <ShortcutsDialog
      shortcuts={Object.entries(KEYS).map(([does, keys]) => [
        t(`task.keys.${does as keyof typeof KEYS}`),
        [...keys],
      ])}
      opened={opened}
      onClose={onClose}
    />
  );
}
