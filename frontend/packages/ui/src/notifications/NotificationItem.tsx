import { Box, Group, Text, UnstyledButton } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useContext } from "react";
import { useTranslation } from "react-i18next";

import { AppContext } from "../app/AppContext";
import { RelativeTime } from "../components/RelativeTime";
import { UserText } from "../components/UserText";
import { useCommand } from "../data/useCommand";

import classes from "./NotificationItem.module.css";
import { type Notification, markRead } from "./api";

type Props = { item: Notification; onLeave?: () => void };

/** A notification; opening it leads to its ticket and marks it as read. */
export function NotificationItem({ item, onLeave }: Props) {
  const { t } = useTranslation("ui");
  const { ticketUrl } = useContext(AppContext);
  const navigate = useNavigate();
  const read = useCommand({ run: markRead, stale: [["notification"]] });
  const open = () => {
    if (item.read_at === null) read.mutate(item.id);
    if (item.ticket !== null) {
      onLeave?.();
      void navigate({ to: ticketUrl(item.ticket) });
    }
  };
  return (
    <UnstyledButton className={classes.item} data-unread={item.read_at === null} onClick={open}>
      <Group justify="space-between" wrap="nowrap" align="start" gap="xs">
        <Text size="sm" fw={item.read_at === null ? 650 : 500}>
          <UserText text={item.subject} />
        </Text>
        {item.read_at === null && (
          <Box className={classes.dot} role="img" aria-label={t("bell.unread")} />
        )}
      </Group>
      <Text size="sm" c="dimmed" lineClamp={2} dir="auto">
        {item.body.replaceAll("\n", " · ")}
      </Text>
      <Text size="xs" c="dimmed">
        <RelativeTime at={item.created_at} />
      </Text>
    </UnstyledButton>
  );
}
