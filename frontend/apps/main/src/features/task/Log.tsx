import { Button, Stack, Switch, Text, Timeline } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { QueryView, RelativeTime, Surface, UserText, userText } from "@tts/ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { type LogEvent, type Task, logQuery } from "./api";
import { LOG_ICONS, newestFirst, textKey } from "./log";

/** What happened to the work, the newest first. */
export function Log({ task }: { task: Task }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const query = useInfiniteQuery(logQuery(task));
  return (
    <Surface title={t("log.title")}>
      <QueryView query={query}>
        {({ pages }) => (
          <Stack gap="sm">
            <Switch
              size="xs"
              label={t("log.all")}
              checked={all}
              onChange={(event) => {
                setAll(event.currentTarget.checked);
              }}
            />
            {query.hasNextPage && (
              <Button
                variant="default"
                size="compact-sm"
                loading={query.isFetchingNextPage}
                onClick={() => void query.fetchNextPage()}
              >
                {t("log.newer")}
              </Button>
            )}
            <Timeline bulletSize={24} lineWidth={2} color="gray" autoContrast>
              {newestFirst(pages, all).map((event) => {
                const EventIcon = LOG_ICONS[event.kind];
                return (
                  <Timeline.Item
                    key={event.id}
                    bullet={EventIcon && <EventIcon size={14} aria-hidden />}
                    title={<Happened event={event} />}
                  >
                    {/* Beginning by a transition carries the transition's own note. */}
                    {event.note && event.kind !== "item_started" && (
                      <Text size="sm" mt={2} style={{ whiteSpace: "pre-wrap" }} dir="auto">
                        {event.note}
                      </Text>
                    )}
                    <Text size="xs" c="dimmed" mt={2}>
                      {event.actor && (
                        <>
                          <UserText text={event.actor.full_name} />
                          {" · "}
                        </>
                      )}
                      <RelativeTime at={event.at} />
                    </Text>
                  </Timeline.Item>
                );
              })}
            </Timeline>
          </Stack>
        )}
      </QueryView>
    </Surface>
  );
}

function Happened({ event }: { event: LogEvent }) {
  const { t } = useTranslation();
  return (
    <Text size="sm" fw={550}>
      {t([`log.${textKey(event)}`, "log.other"], {
        kind: event.kind,
        name: event.transition,
        workflow: event.workflow,
        who: event.assignee ? userText(event.assignee.full_name) : t("log.somebody"),
        step: event.step?.name ?? "–",
        to: event.to_step?.name ?? "–",
      })}
    </Text>
  );
}
