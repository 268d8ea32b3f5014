import { Button, Grid, Group, Stack, Text } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { ApiError, appUrl } from "@tts/api";
import {
  Conversation,
  EmptyState,
  Page,
  PriorityBadge,
  QueryView,
  StatusBadge,
  Surface,
  useAccount,
  userText,
} from "@tts/ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { type Ticket, ticketOf } from "../../shared/api";

import { ActionBar } from "./ActionBar";
import { Facts } from "./Facts";
import { NextInQueue } from "./NextInQueue";
import { NextPanel } from "./NextPanel";
import { Request } from "./Request";
import { TicketTimeline } from "./TicketTimeline";

/** A ticket: what it says, where it stands, what one may do, and what is said about it. */
export function TicketPage() {
  const { number } = useParams({ from: "/ticket/$number" });
  const query = useQuery(ticketOf(number));
  if (query.data === undefined && query.error instanceof ApiError && isHidden(query.error)) {
    return <NoAccess number={number} />;
  }
  if (query.data) return <Shown key={number} ticket={query.data} />;
  return (
    <Page title={number}>
      <QueryView query={query}>{() => null}</QueryView>
    </Page>
  );
}

function isHidden({ status }: ApiError): boolean {
  return status === 403 || status === 404;
}

function NoAccess({ number }: { number: string }) {
  const { t } = useTranslation();
  const worksElsewhere = useAccount().permissions.some((each) => each.startsWith("tts."));
  return (
    <Page title={number}>
      <EmptyState
        icon={<IconLock size={32} aria-hidden />}
        title={t("ticket.noAccess")}
        action={
          worksElsewhere && (
            <Button component="a" href={appUrl("main", `/ticket/${number}`)}>
              {t("ticket.openInWorkplace")}
            </Button>
          )
        }
      >
        {t("ticket.noAccessExplained")}
      </EmptyState>
    </Page>
  );
}

function Shown({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const [decided, setDecided] = useState(false);
  const badges = (
    <Group gap="xs">
      <Text c="dimmed">{ticket.number}</Text>
      <StatusBadge status={ticket.status} />
      <PriorityBadge priority={ticket.priority} />
    </Group>
  );
  return (
    <Page title={userText(ticket.subject)} aside={badges}>
      <Stack gap="md">
        <ActionBar
          ticket={ticket}
          onDecided={() => {
            setDecided(true);
          }}
        />
        {decided && <NextInQueue after={ticket.number} />}
        <Grid gap="md">
          <Grid.Col span={{ base: 12, md: 8 }}>
            <Stack gap="md">
              <NextPanel ticket={ticket} />
              <Request ticket={ticket} />
              <Surface title={t("ui:conversation.title")}>
                <Conversation ticket={ticket.number} />
              </Surface>
            </Stack>
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 4 }}>
            <Stack gap="md">
              <Facts ticket={ticket} />
              <TicketTimeline number={ticket.number} />
            </Stack>
          </Grid.Col>
        </Grid>
      </Stack>
    </Page>
  );
}
