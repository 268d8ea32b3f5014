import { Alert, Group, Stack, Text, Title } from "@mantine/core";
import { IconBook2 } from "@tabler/icons-react";
import { Person, Surface } from "@tts/ui";
import { useRef } from "react";
import { useTranslation } from "react-i18next";

import { Actions } from "./Actions";
import type { Task } from "./api";

/** Where the work is, how it is to be done, and what the reader may do now. */
export function NowCard({ task }: { task: Task }) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  const finished = task.status === "completed" || task.status === "cancelled";
  return (
    <Surface>
      <Stack gap="sm">
        <div aria-live="polite">
          <Text size="sm" c="dimmed">
            {t(`task.now.${task.status}`)}
          </Text>
          <Title order={2} tabIndex={-1} ref={heading} style={{ outline: "none" }}>
            {task.step.name}
          </Title>
          <Group gap="xs" mt={4}>
            {!finished && <Person person={task.assignee} none={t("task.now.nobody")} />}
            <Text span size="sm" c="dimmed">
              {t("task.now.role", { role: task.step.role })}
            </Text>
          </Group>
        </div>
        {task.step.instructions && !finished && (
          <Alert
            color="brand"
            variant="light"
            icon={<IconBook2 size={20} />}
            title={t("task.instructions")}
          >
            <Text size="sm" style={{ whiteSpace: "pre-wrap" }} c="var(--mantine-color-text)">
              {task.step.instructions}
            </Text>
          </Alert>
        )}
        <Actions task={task} finished={finished} onDone={() => heading.current?.focus()} />
      </Stack>
    </Surface>
  );
}
