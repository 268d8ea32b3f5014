import { Button, Group, Text, Timeline } from "@mantine/core";
import { IconLock, IconPoint } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { QueryView, RelativeTime, Surface, userText } from "@tts/ui";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";

import { type TimelineEvent, timelineOf } from "./api";

/** What happened to the ticket, the oldest first. */
export function TicketTimeline({ number }: { number: string }) {
  const { t } = useTranslation();
  const query = useInfiniteQuery(timelineOf(number));
  return (
    <Surface title={t("timeline.title")}>
      <QueryView query={query}>
        {({ pages }) => {
          const events = pages.flatMap(({ items }) => items);
          return (
            <Timeline bulletSize={20} lineWidth={2} active={events.length}>
              {events.map((event) => (
                <Timeline.Item
                  key={event.id}
                  bullet={event.internal ? <IconLock size={12} /> : <IconPoint size={12} />}
                >
                  <Entry event={event} />
                </Timeline.Item>
              ))}
            </Timeline>
          );
        }}
      </QueryView>
      {query.hasNextPage && (
        <Button
          variant="subtle"
          size="compact-sm"
          mt="sm"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t("timeline.more")}
        </Button>
      )}
    </Surface>
  );
}

function Entry({ event }: { event: TimelineEvent }) {
  const { t } = useTranslation();
  return (
    <>
      <Text size="sm">{saidOf(event, t)}</Text>
      {event.text && hasOwnWords(event) && (
        <Text size="sm" fs="italic" style={{ whiteSpace: "pre-wrap" }}>
          „<bdi>{event.text}</bdi>“
        </Text>
      )}
      <Group gap={6}>
        <Text size="xs" c="dimmed">
          <RelativeTime at={event.occurred_at} />
        </Text>
        {event.internal && (
          <Text size="xs" c="dimmed">
            {t("timeline.internal")}
          </Text>
        )}
      </Group>
    </>
  );
}

/** What the helpdesk itself records; the work's own entries say in `data` what they are about. */
const OWN = new Set([
  "submit",
  "edit",
  "approve",
  "reject",
  "withdraw",
  "hold",
  "resume",
  "close",
  "reopen",
  "csat",
  "start",
  "resolve",
  "first_reply",
]);

/** Of the work's entries the text is what is said anyway. */
function hasOwnWords({ action, actor }: TimelineEvent): boolean {
  return OWN.has(action) && (actor !== null || action !== "close");
}

function saidOf({ action, actor, text, data }: TimelineEvent, t: TFunction): string {
  const actorName = actor ? userText(actor.full_name) : t("timeline.system");
  if (OWN.has(action)) {
    const edited = Object.keys((data.changed as object | undefined) ?? {});
    const fields = edited.map((field) => t(`timeline.fields.${field}`)).join(", ");
    const isAlone = actor === null && action === "close";
    return t(`timeline.${isAlone ? "closedAlone" : action}`, { actor: actorName, fields });
  }
  if (typeof data.assignee === "string") {
    return t("timeline.assigned", { step: data.step, assignee: data.assignee });
  }
  if (typeof data.from_step === "string") {
    return t("timeline.step", { step: data.step, actor: actorName });
  }
  return text ?? action;
}
