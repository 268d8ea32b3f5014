import {
  ActionIcon,
  Box,
  Button,
  Group,
  Indicator,
  Popover,
  ScrollArea,
  Text,
  Tooltip,
  UnstyledButton,
} from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconBell } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useContext } from "react";
import { useTranslation } from "react-i18next";

import { AppContext } from "../app/AppContext";
import { EmptyState } from "../components/EmptyState";
import { QueryView } from "../components/QueryView";
import { RelativeTime } from "../components/RelativeTime";
import { useCommand } from "../data/useCommand";

import classes from "./Bell.module.css";
import { type Notification, latest, markAllRead, markRead, unreadCount } from "./api";

const MOST_SHOWN = 99;
const STALE = [["notification"]];

/** The unread counter, and the newest notifications below it. */
export function Bell() {
  const { t } = useTranslation("ui");
  const [opened, { toggle, close }] = useDisclosure();
  const unread = useQuery(unreadCount).data?.unread ?? 0;
  const label = t("bell.label", { count: unread });
  return (
    <Popover
      opened={opened}
      onChange={close}
      position="bottom-end"
      width="min(26rem, calc(100vw - 1rem))"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Tooltip label={label}>
          <Indicator
            disabled={unread === 0}
            label={unread > MOST_SHOWN ? `${MOST_SHOWN}+` : unread}
            size={17}
            offset={5}
            color="red.8"
          >
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={label}
              aria-haspopup="dialog"
              aria-expanded={opened}
              onClick={toggle}
            >
              <IconBell size={20} />
            </ActionIcon>
          </Indicator>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={t("bell.title")}>
        <Panel onLeave={close} unread={unread} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Panel({ onLeave, unread }: { onLeave: () => void; unread: number }) {
  const { t } = useTranslation("ui");
  const query = useQuery(latest);
  const all = useCommand({ run: markAllRead, stale: STALE });
  return (
    <>
      <Group justify="space-between" p="sm">
        <Text fw={600}>{t("bell.title")}</Text>
        <Button
          size="compact-sm"
          variant="subtle"
          disabled={unread === 0}
          loading={all.isPending}
          onClick={() => {
            all.mutate();
          }}
        >
          {t("bell.markAll")}
        </Button>
      </Group>
      <ScrollArea.Autosize mah="60dvh">
        <QueryView query={query}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState title={t("bell.empty")} />
            ) : (
              items.map((item) => <Item key={item.id} item={item} onLeave={onLeave} />)
            )
          }
        </QueryView>
      </ScrollArea.Autosize>
    </>
  );
}

function Item({ item, onLeave }: { item: Notification; onLeave: () => void }) {
  const { t } = useTranslation("ui");
  const { ticketUrl } = useContext(AppContext);
  const navigate = useNavigate();
  const read = useCommand({ run: markRead, stale: STALE });
  const open = () => {
    if (item.read_at === null) read.mutate(item.id);
    if (item.ticket !== null) {
      onLeave();
      void navigate({ to: ticketUrl(item.ticket) });
    }
  };
  return (
    <UnstyledButton className={classes.item} data-unread={item.read_at === null} onClick={open}>
      <Group justify="space-between" wrap="nowrap" align="start" gap="xs">
        <Text size="sm" fw={item.read_at === null ? 650 : 500}>
          {item.subject}
        </Text>
        {item.read_at === null && (
          <Box className={classes.dot} role="img" aria-label={t("bell.unread")} />
        )}
      </Group>
      <Text size="sm" c="dimmed" lineClamp={2}>
        {item.body}
      </Text>
      <Text size="xs" c="dimmed">
        <RelativeTime at={item.created_at} />
      </Text>
    </UnstyledButton>
  );
}
