import { Group, Text } from "@mantine/core";
import { Person, RelativeTime } from "@tts/ui";
import { useTranslation } from "react-i18next";

import type { VersionRow } from "./api";

/** Who published a version, and when; nobody did those of a new installation. */
export function PublishedBy({ item }: { item: VersionRow }) {
  const { t } = useTranslation();
  return (
    <Group gap="xs" my={4}>
      <Person person={item.published_by} none={t("workflows.versions.installed")} />
      <Text size="sm" c="dimmed">
        <RelativeTime at={item.published_at} />
      </Text>
    </Group>
  );
}
