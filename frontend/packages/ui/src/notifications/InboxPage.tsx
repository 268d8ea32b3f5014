import { ActionIcon, Box, Button, Group, SegmentedControl, Stack, Tooltip } from "@mantine/core";
import { IconBellOff, IconMail, IconMailOpened, IconTrash } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { EmptyState } from "../components/EmptyState";
import { Page } from "../components/Page";
import { QueryView } from "../components/QueryView";
import { Surface } from "../components/Surface";
import { useCommand } from "../data/useCommand";
import { userText } from "../i18n/bidi";

import { NotificationItem } from "./NotificationItem";
import classes from "./NotificationItem.module.css";
import {
  type Notification,
  inbox,
  markAllRead,
  markRead,
  markUnread,
  remove,
  unreadCount,
} from "./api";

const STALE = [["notification"]];

/** Everything one was told, the newest first. */
export function InboxPage() {
  const { t } = useTranslation("ui");
  const [shown, setShown] = useState("all");
  const query = useInfiniteQuery(inbox(shown === "unread"));
  const unread = useQuery(unreadCount).data?.unread ?? 0;
  const all = useCommand({ run: markAllRead, stale: STALE });
  return (
    <Page
      title={t("bell.title")}
      actions={
        <>
          <Button component={Link} to="/settings/notifications" variant="subtle">
            {t("account.notifications")}
          </Button>
          <Button
            variant="default"
            disabled={unread === 0}
            loading={all.isPending}
            onClick={() => {
              all.mutate();
            }}
          >
            {t("bell.markAll")}
          </Button>
        </>
      }
    >
      <Stack maw="44rem">
        <SegmentedControl
          w="fit-content"
          aria-label={t("inbox.show")}
          value={shown}
          onChange={setShown}
          data={[
            { value: "all", label: t("inbox.all") },
            { value: "unread", label: t("inbox.unread") },
          ]}
        />
        <QueryView query={query}>
          {({ pages }) => <Pages items={pages.flatMap((page) => page.items)} />}
        </QueryView>
        {query.hasNextPage && (
          <Button
            variant="default"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t("inbox.more")}
          </Button>
        )}
      </Stack>
    </Page>
  );
}

function Pages({ items }: { items: Notification[] }) {
  const { t } = useTranslation("ui");
  if (items.length === 0) {
    return (
      <EmptyState icon={<IconBellOff size={36} aria-hidden />} title={t("bell.empty")}>
        {t("inbox.empty")}
      </EmptyState>
    );
  }
  return (
    <Surface p={0}>
      {items.map((item) => (
        <Row key={item.id} item={item} />
      ))}
    </Surface>
  );
}

function Row({ item }: { item: Notification }) {
  const { t } = useTranslation("ui");
  const isUnread = item.read_at === null;
  const toggle = useCommand({ run: isUnread ? markRead : markUnread, stale: STALE });
  const drop = useCommand({ run: remove, stale: STALE });
  const toggleLabel = isUnread ? t("inbox.markRead") : t("inbox.markUnread");
  return (
    <Group wrap="nowrap" gap={0} className={classes.row}>
      <Box flex={1} style={{ minWidth: 0 }}>
        <NotificationItem item={item} />
      </Box>
      <Group wrap="nowrap" gap={4} px="xs">
        <Tooltip label={toggleLabel}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`${toggleLabel}: ${userText(item.subject)}`}
            loading={toggle.isPending}
            onClick={() => {
              toggle.mutate(item.id);
            }}
          >
            {isUnread ? <IconMailOpened size={18} /> : <IconMail size={18} />}
          </ActionIcon>
        </Tooltip>
        <Tooltip label={t("inbox.remove")}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`${t("inbox.remove")}: ${userText(item.subject)}`}
            loading={drop.isPending}
            onClick={() => {
              drop.mutate(item.id);
            }}
          >
            <IconTrash size={18} />
          </ActionIcon>
        </Tooltip>
      </Group>
    </Group>
  );
}
