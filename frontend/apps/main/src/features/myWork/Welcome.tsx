import { Button } from "@mantine/core";
import { IconLifebuoy } from "@tabler/icons-react";
import { appUrl } from "@tts/api";
import { EmptyState, Page, useAccount, useMay, userText } from "@tts/ui";
import { useTranslation } from "react-i18next";

/** For those who have no work here: where to go instead. */
export function Welcome() {
  const { t } = useTranslation();
  const { full_name: name } = useAccount();
  const administrates = useMay("tts.workflow.read", "tts.workflow.publish");
  const asksForHelp = useMay("hdts.ticket.submit", "hdts.ticket.read_all", "hdts.ticket.approve");
  const text = administrates ? "administrates" : asksForHelp ? "helpdesk" : "nothing";
  return (
    <Page title={t("welcome.title", { name: userText(name) })}>
      <EmptyState
        icon={<IconLifebuoy size={40} aria-hidden />}
        title={t(`welcome.${text}.title`)}
        action={
          asksForHelp && (
            <Button component="a" href={appUrl("helpdesk")} mt="sm">
              {t("welcome.toHelpdesk")}
            </Button>
          )
        }
      >
        {t(`welcome.${text}.text`)}
      </EmptyState>
    </Page>
  );
}
