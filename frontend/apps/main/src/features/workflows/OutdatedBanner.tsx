import { Alert, Button, Group, Text } from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { useDraft } from "./useDraft";

/** Says as early as possible that somebody else works on the same draft. */
export function OutdatedBanner() {
  const { t } = useTranslation();
  const { outdated, reload } = useDraft();
  return (
    <div role="status">
      {outdated && (
        <Alert color="yellow" mb="md" icon={<IconUsers size={18} aria-hidden />}>
          <Group justify="space-between">
            <Text size="sm">{t("editor.outdated")}</Text>
            <Button size="compact-sm" variant="default" onClick={() => void reload()}>
              {t("editor.conflict.reload")}
            </Button>
          </Group>
        </Alert>
      )}
    </div>
  );
}
