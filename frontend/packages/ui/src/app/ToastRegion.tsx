import { Notifications } from "@mantine/notifications";
import { useTranslation } from "react-i18next";

export default function ToastRegion() {
  const { t } = useTranslation("ui");
  return <Notifications position="bottom-right" limit={4} aria-label={t("toasts")} />;
}
