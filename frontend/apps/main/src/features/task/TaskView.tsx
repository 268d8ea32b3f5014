import { Anchor, Grid, Group, Spoiler, Stack, Text } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { Conversation, Due, Page, PriorityBadge, StatusBadge, Surface, userText } from "@tts/ui";
import { useTranslation } from "react-i18next";

import { Facts } from "./Facts";
import { Log } from "./Log";
import { NowCard } from "./NowCard";
import { Progress } from "./Progress";
import { SlaCard } from "./SlaCard";
import type { Task } from "./api";

/** Everything about one ticket that whoever works on it needs: first of all, what to do now. */
export function TaskView({ task }: { task: Task }) {
  const { t } = useTranslation();
  const finished = task.completed_at !== null || task.status === "cancelled";
  return (
    <Page
      title={userText(task.subject)}
      aside={
        <Group gap={6}>
          <StatusBadge status={task.ticket_status} />
          <PriorityBadge priority={task.priority} />
          {!finished && <Due sla={task.sla} />}
        </Group>
      }
    >
      <Group gap="xs" mb="md" mt={-8}>
        <Anchor component={Link} to="/" size="sm">
          <Group gap={4} component="span">
            <IconArrowLeft size={16} aria-hidden />
            {t("nav.work")}
          </Group>
        </Anchor>
        <Text size="sm" c="dimmed">
          {task.ticket}
        </Text>
      </Group>
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack>
            <NowCard task={task} />
            <Surface title={t("task.description")}>
              <Spoiler
                maxHeight={260}
                showLabel={t("task.showMore")}
                hideLabel={t("task.showLess")}
              >
                <Text style={{ whiteSpace: "pre-wrap" }} dir="auto">
                  {task.description}
                </Text>
              </Spoiler>
            </Surface>
            <Surface title={t("task.conversation")}>
              <Conversation ticket={task.ticket} />
            </Surface>
            <Progress task={task} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Stack>
            <SlaCard task={task} />
            <Facts task={task} />
            <Log task={task} />
          </Stack>
        </Grid.Col>
      </Grid>
    </Page>
  );
}
