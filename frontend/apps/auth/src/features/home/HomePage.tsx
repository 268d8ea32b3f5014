import { Page, useAccount } from "@tts/ui";
import { useTranslation } from "react-i18next";

export function HomePage() {
  const { t } = useTranslation();
  const account = useAccount();
  return <Page title={t("nav.home")}>{account.full_name}</Page>;
}
