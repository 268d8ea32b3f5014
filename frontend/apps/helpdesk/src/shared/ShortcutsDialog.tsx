import { Group, Kbd, Modal, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

const KEYS: Record<string, string[]> = {
  move: ["j", "k", "↓", "↑"],
  enter: ["Enter"],
  approve: ["a"],
  reject: ["r"],
  next: ["n"],
  queue: ["q"],
  search: ["Ctrl-K"],
  help: ["?"],
};

/** What the keys do while one works through the queue. */
export function ShortcutsDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("shortcuts.title")}
      closeButtonProps={{ "aria-label": t("ui:actions.close") }}
    >
      <Stack gap="sm">
        {Object.entries(KEYS).map(([what, keys]) => (
          <Group key={what} justify="space-between">
            <Text>{t(`shortcuts.${what}`)}</Text>
            <Group gap={4}>
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </Group>
          </Group>
        ))}
      </Stack>
    </Modal>
  );
}
