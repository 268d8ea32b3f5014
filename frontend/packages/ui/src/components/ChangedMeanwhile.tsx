import { Alert, Button, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";

type Props = { onKeep: () => void; onShow: () => void };

/** Over a form, while what it edits is no longer what it was: go on with which of the two? */
export function ChangedMeanwhile({ onKeep, onShow }: Props) {
  const { t } = useTranslation("ui");
  return (
    <Alert color="yellow" mb="md" title={t("changed.title")}>
      <Group gap="xs">
        <Button size="compact-sm" onClick={onKeep}>
          {t("changed.keep")}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onShow}>
          {t("changed.show")}
        </Button>
      </Group>
    </Alert>
  );
}
