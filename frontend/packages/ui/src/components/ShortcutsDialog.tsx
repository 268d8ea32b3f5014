import { Group, Kbd, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { Dialog } from "./Dialog";

/** Keys by what they do, in the words of the reader. */
export type Shortcuts = [does: string, keys: string[]][];

type Props = { shortcuts: Shortcuts; opened: boolean; onClose: () => void };

/** What the keys do on a page. */
export function ShortcutsDialog({ shortcuts, opened, onClose }: Props) {
  const { t } = useTranslation("ui");
  return (
    <Dialog opened={opened} onClose={onClose} title={t("shortcuts.title")}>
      <Stack gap="sm">
        {[...shortcuts, [t("shortcuts.search"), ["/", "Ctrl K"]] as const].map(([does, keys]) => (
          <Group key={does} justify="space-between" wrap="nowrap">
            <Text>{does}</Text>
            <Group gap={4} wrap="nowrap">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </Group>
          </Group>
        ))}
      </Stack>
    </Dialog>
  );
}
