import {
  ActionIcon,
  Button,
  Group,
  Indicator,
  Popover,
  ScrollArea,
  Text,
  Tooltip,
} from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconBell } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { EmptyState } from "../components/EmptyState";
import { QueryView } from "../components/QueryView";
import { useCommand } from "../data/useCommand";

import { NotificationItem } from "./NotificationItem";
import { latest, markAllRead, unreadCount } from "./api";

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
              items.map((item) => <NotificationItem key={item.id} item={item} onLeave={onLeave} />)
            )
          }
        </QueryView>
      </ScrollArea.Autosize>
      <Button
        component={Link}
        to="/notifications"
        variant="subtle"
        fullWidth
        radius={0}
        onClick={onLeave}
      >
        {t("bell.all")}
      </Button>
    </>
  );
}
