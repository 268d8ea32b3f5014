import { Button, Group } from "@mantine/core";
import { IconTicketOff } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { appUrl } from "@tts/api";
import { EmptyState, Page, useMay } from "@tts/ui";
import { useTranslation } from "react-i18next";

/** No task that the reader may see: why that can be, and where the ticket may be found. */
export function NoTask({ number }: { number: string }) {
  const { t } = useTranslation();
  const readsTickets = useMay("hdts.ticket.submit", "hdts.ticket.read_all", "hdts.ticket.approve");
  return (
    <Page title={number}>
      <EmptyState
        icon={<IconTicketOff size={40} aria-hidden />}
        title={t("task.none.title")}
        action={
          <Group mt="sm" justify="center">
            {readsTickets && (
              <Button
                component="a"
                href={appUrl("helpdesk", `/ticket/${encodeURIComponent(number)}`)}
              >
                {t("task.none.toHelpdesk")}
              </Button>
            )}
            <Button component={Link} to="/" variant="default">
              {t("task.none.toWork")}
            </Button>
          </Group>
        }
      >
        {t("task.none.text")} {readsTickets && t("task.none.helpdesk")}
      </EmptyState>
    </Page>
  );
}
