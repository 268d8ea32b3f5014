import { Modal, type ModalProps } from "@mantine/core";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";

/** Something to decide or to read before one goes on, from where one was. */
export function Dialog(props: ModalProps) {
  const { t } = useTranslation("ui");
  useFocusReturn(props.opened);
  return (
    <Modal closeButtonProps={{ "aria-label": t("actions.close") }} returnFocus={false} {...props} />
  );
}

/** Mantine's own does nothing for a dialog that is taken away while it is open. */
function useFocusReturn(opened: boolean) {
  useEffect(() => {
    if (!opened) return;
    const before = document.activeElement;
    return () => {
      if (before instanceof HTMLElement && before.isConnected)
        before.focus({ preventScroll: true });
    };
  }, [opened]);
}
