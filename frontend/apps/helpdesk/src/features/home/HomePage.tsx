import { Button, SimpleGrid, Stack, Text } from "@mantine/core";
import { IconArrowRight, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { appUrl } from "@tts/api";
import {
  AnchorLink,
  ButtonLink,
  EmptyState,
  Page,
  QueryView,
  Surface,
  useAccount,
  useMay,
  userText,
} from "@tts/ui";
import { useTranslation } from "react-i18next";

import { counters, drafts, ticketsOf } from "../../shared/api";

import { FlowCard } from "./FlowCard";
import { TicketRows } from "./TicketRows";
import { Waiting } from "./Waiting";

const RECENT = 6;

/** What one can do here, and what waits for one. */
export function HomePage() {
  const { t } = useTranslation();
  const account = useAccount();
  const mayUse = useMay("hdts.ticket.submit", "hdts.ticket.read_all");
  const asks = useMay("hdts.ticket.submit");
  const readsAll = useMay("hdts.ticket.read_all");
  const decides = useMay("hdts.ticket.approve");
  return (
    <Page title={t("home.hello", { name: userText(account.full_name.split(" ")[0] ?? "") })}>
      {mayUse ? (
        <Stack gap="md">
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
            {asks && <Ask />}
            {decides && <Queue />}
          </SimpleGrid>
          {readsAll && <FlowCard />}
          {asks && <Waiting />}
          {asks && <Recent />}
        </Stack>
      ) : (
        <EmptyState
          title={t("home.notHere")}
          action={
            <Button component="a" href={appUrl("main")}>
              {t("home.toWorkplace")}
            </Button>
          }
        >
          {t("home.notHereExplained")}
        </EmptyState>
      )}
    </Page>
  );
}

function Ask() {
  const { t } = useTranslation();
  const begun = useQuery(drafts).data?.items.length ?? 0;
  return (
    <Surface title={t("home.ask")}>
      <Stack gap="sm" align="start">
        <Text size="sm">{t("home.askText")}</Text>
        <ButtonLink to="/new" leftSection={<IconPlus size={16} aria-hidden />}>
          {t("nav.new")}
        </ButtonLink>
        {begun > 0 && (
          <AnchorLink to="/drafts" size="sm">
            {t("home.goOn", { count: begun })}
          </AnchorLink>
        )}
      </Stack>
    </Surface>
  );
}

function Queue() {
  const { t } = useTranslation();
  const { data } = useQuery(counters);
  return (
    <Surface title={t("nav.triage")}>
      <Stack gap="sm" align="start">
        <Text size="sm">{t("home.queue", { count: data?.all?.New ?? 0 })}</Text>
        <ButtonLink
          to="/triage"
          variant="default"
          rightSection={<IconArrowRight size={16} aria-hidden />}
        >
          {t("home.toQueue")}
        </ButtonLink>
      </Stack>
    </Surface>
  );
}

function Recent() {
  const { t } = useTranslation();
  const query = useQuery(ticketsOf({ requester: "me", sort: "-updated", limit: RECENT }));
  return (
    <Surface title={t("home.recent")}>
      <QueryView query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Text c="dimmed">{t("tickets.noneExplained")}</Text>
          ) : (
            <>
              <TicketRows tickets={items} />
              <AnchorLink to="/tickets" size="sm" mt="sm" display="inline-block">
                {t("home.all")}
              </AnchorLink>
            </>
          )
        }
      </QueryView>
    </Surface>
  );
}
