import { Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import i18next from "i18next";

type Question = { title: string; text: string; confirm: string; danger?: boolean };

/** Ask before what cannot be undone. */
export function confirm({ title, text, confirm: label, danger }: Question): Promise<boolean> {
  return new Promise((resolve) => {
    modals.openConfirmModal({
      title,
      children: <Text>{text}</Text>,
      labels: { confirm: label, cancel: i18next.t("ui:actions.cancel") },
      confirmProps: { color: danger ? "red" : undefined },
      onConfirm: () => {
        resolve(true);
      },
      onCancel: () => {
        resolve(false);
      },
      onClose: () => {
        resolve(false);
      },
    });
  });
}
