import { Box, Button, Group, Popover, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useRef } from "react";
import { useTranslation } from "react-i18next";

import { EmptyState } from "../components/EmptyState";
import { QueryView } from "../components/QueryView";
import { useCommand } from "../data/useCommand";

import { BellButton } from "./BellButton";
import { NotificationItem } from "./NotificationItem";
import { latest, markAllRead, unreadCount } from "./api";

const STALE = [["notification"]];

/** The newest notifications below the bell; open when it appears. */
export default function BellPopover() {
  const { t } = useTranslation("ui");
  const [opened, { toggle, close }] = useDisclosure(true);
  // The bell that was pressed has been replaced by this one.
  const bell = useRef<HTMLButtonElement>(null);
  return (
    <Popover
      opened={opened}
      onChange={() => {
        close();
        bell.current?.focus();
      }}
      position="bottom-end"
      width="min(26rem, calc(100vw - 1rem))"
      trapFocus
      shadow="lg"
    >
      <Popover.Target>
        <BellButton ref={bell} onClick={toggle} />
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={t("bell.title")}>
        <Panel onLeave={close} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Panel({ onLeave }: { onLeave: () => void }) {
  const { t } = useTranslation("ui");
  const unread = useQuery(unreadCount).data?.unread ?? 0;
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
      <Box mah="60dvh" style={{ overflowY: "auto" }}>
        <QueryView query={query}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState title={t("bell.empty")} />
            ) : (
              items.map((item) => <NotificationItem key={item.id} item={item} onLeave={onLeave} />)
            )
          }
        </QueryView>
      </Box>
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
