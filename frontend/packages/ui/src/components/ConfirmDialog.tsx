import { Button, Group, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { Dialog } from "./Dialog";
import type { Asked } from "./confirm";

export default function ConfirmDialog({ asked }: { asked: Asked }) {
  const { t } = useTranslation("ui");
  const refuse = () => {
    asked.answer(false);
  };
  return (
    <Dialog opened onClose={refuse} title={asked.title}>
      <Text>{asked.text}</Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={refuse} data-autofocus>
          {t("actions.cancel")}
        </Button>
        <Button
          color={asked.danger ? "red" : undefined}
          onClick={() => {
            asked.answer(true);
          }}
        >
          {asked.confirm}
        </Button>
      </Group>
    </Dialog>
  );
}
