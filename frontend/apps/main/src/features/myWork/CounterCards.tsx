import { Group, SimpleGrid, Skeleton, Text } from "@mantine/core";
import {
  type Icon,
  IconAlertTriangle,
  IconCalendarDue,
  IconChecklist,
  IconHandGrab,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { dayEnd, useNow, useZone } from "@tts/ui";
import { useTranslation } from "react-i18next";

import { type Counters, countersQuery } from "./api";
import type { WorkSearch } from "./search";
import classes from "./work.module.css";

/** The server counts no further. */
const MOST = 1000;

type Card = { counter: keyof Counters; icon: Icon; search: WorkSearch };

const CARDS: Card[] = [
  { counter: "open", icon: IconChecklist, search: {} },
  { counter: "due_today", icon: IconCalendarDue, search: { due: "today" } },
  { counter: "overdue", icon: IconAlertTriangle, search: { sla: "breached" } },
  { counter: "waiting", icon: IconHandGrab, search: { tab: "claim" } },
];

/** How much there is to do, each number leading to what it counts. */
export function CounterCards() {
  const { t } = useTranslation();
  const { data } = useQuery(countersQuery(dayEnd(useNow(), useZone())));
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }} spacing="sm">
      {CARDS.map(({ counter, icon: CardIcon, search }) => {
        const count = data?.[counter];
        return (
          <Link
            key={counter}
            to="/"
            search={search}
            className={`${classes.card ?? ""} tts-surface`}
            data-alarm={counter === "overdue" && (count ?? 0) > 0 ? true : undefined}
          >
            <Group gap={8} wrap="nowrap">
              <CardIcon size={18} aria-hidden style={{ flex: "none" }} />
              <Text span size="sm">
                {t(`work.counters.${counter}`)}
              </Text>
            </Group>
            {count === undefined ? (
              <Skeleton height={30} width={36} mt={4} />
            ) : (
              <Text span display="block" fz={26} fw={700} lh={1.3}>
                {count >= MOST ? `${MOST}+` : count}
              </Text>
            )}
          </Link>
        );
      })}
    </SimpleGrid>
  );
}
