import { Page } from "@tts/ui";
import { useTranslation } from "react-i18next";

export function MyWorkPage() {
  const { t } = useTranslation();
  return <Page title={t("nav.work")}>{null}</Page>;
}
