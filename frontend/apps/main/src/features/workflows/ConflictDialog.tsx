import { Button, Stack, Text } from "@mantine/core";
import { Dialog } from "@tts/ui";
import { useTranslation } from "react-i18next";

import { useDraft } from "./useDraft";

/** Somebody else saved first: whose draft shall go on? */
export function ConflictDialog() {
  const { t } = useTranslation();
  const { conflict, endConflict, reload, save, saving, server } = useDraft();
  const takeTheirs = async () => {
    await reload();
    endConflict();
  };
  return (
    <Dialog opened={conflict} onClose={endConflict} title={t("editor.conflict.title")}>
      <Stack>
        <Text>{t("editor.conflict.text")}</Text>
        <Button data-autofocus onClick={endConflict}>
          {t("editor.conflict.keep")}
        </Button>
        <Button variant="default" onClick={() => void takeTheirs()}>
          {t("editor.conflict.reload")}
        </Button>
        <Button
          variant="subtle"
          color="red"
          loading={saving}
          onClick={() => void save(server.revision)}
        >
          {t("editor.conflict.overwrite")}
        </Button>
      </Stack>
    </Dialog>
  );
}
