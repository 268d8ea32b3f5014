import { ShortcutsDialog } from "@tts/ui";
import { useTranslation } from "react-i18next";

const KEYS = {
  move: ["j", "k", "↓", "↑"],
  enter: ["Enter"],
  approve: ["a"],
  reject: ["r"],
  next: ["n"],
  queue: ["q"],
  help: ["?"],
};

/** What the keys do while one works through the queue. */
export function QueueKeys({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <ShortcutsDialog
      shortcuts={Object.entries(KEYS).map(([does, keys]) => [t(`shortcuts.${does}`), keys])}
      opened={opened}
      onClose={onClose}
    />
  );
}
