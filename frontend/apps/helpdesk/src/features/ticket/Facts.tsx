import { Group, Rating, Stack, Text } from "@mantine/core";
import { Label, Person, RelativeTime, Surface } from "@tts/ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { Ticket } from "../../shared/api";

/** What is known about a ticket besides its text. */
export function Facts({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  return (
    <Surface title={t("ticket.facts.title")}>
      <Stack gap={8} component="dl" m={0}>
        <Fact name={t("ticket.facts.category")}>
          {[ticket.category, ticket.sub_category].filter(Boolean).join(" · ")}
        </Fact>
        <Fact name={t("ticket.facts.requester")}>
          <Person person={ticket.requester} />
        </Fact>
        {ticket.department && <Fact name={t("ticket.facts.department")}>{ticket.department}</Fact>}
        {ticket.owner && (
          <Fact name={t("ticket.facts.owner")}>
            <Person person={ticket.owner} />
          </Fact>
        )}
        {ticket.assignee && (
          <Fact name={t("ticket.facts.assignee")}>
            <Person person={ticket.assignee} />
          </Fact>
        )}
        {ticket.step && <Fact name={t("ticket.facts.step")}>{ticket.step}</Fact>}
        {ticket.due_at && (
          <Fact name={t("ticket.facts.due")}>
            <Group gap={6} justify="flex-end">
              <RelativeTime at={ticket.due_at} />
              {SLA_COLORS[ticket.sla] && (
                <Label color={SLA_COLORS[ticket.sla]}>{t(`tickets.sla.${ticket.sla}`)}</Label>
              )}
            </Group>
          </Fact>
        )}
        <Fact name={t("ticket.facts.created")}>
          <RelativeTime at={ticket.created_at} />
        </Fact>
        {ticket.csat && (
          <Fact name={t("ticket.facts.rating")}>
            <Stack gap={2} align="flex-end">
              <span role="img" aria-label={t("rating.stars", { count: ticket.csat.rating })}>
                <Rating value={ticket.csat.rating} readOnly size="sm" aria-hidden />
              </span>
              <bdi>{ticket.csat.comment}</bdi>
            </Stack>
          </Fact>
        )}
      </Stack>
    </Surface>
  );
}

const SLA_COLORS: Record<string, string> = {
  warning: "orange",
  breached: "red",
  paused: "yellow",
  met: "teal",
};

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Group justify="space-between" wrap="nowrap" align="start" gap="md">
      <Text component="dt" size="sm" c="dimmed" style={{ flex: "none" }}>
        {name}
      </Text>
      <Text component="dd" size="sm" m={0} ta="right">
        {children}
      </Text>
    </Group>
  );
}
