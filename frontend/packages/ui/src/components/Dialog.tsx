import { Modal, type ModalProps } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** Something to decide or to read before one goes on. */
export function Dialog(props: ModalProps) {
  const { t } = useTranslation("ui");
  return <Modal closeButtonProps={{ "aria-label": t("actions.close") }} {...props} />;
}
