import { Group, Stack, Text } from "@mantine/core";
import { RelativeTime, userText } from "@tts/ui";
import { useTranslation } from "react-i18next";

import { inOrder } from "../../shared/graph/order";
import { STATE_ICONS } from "../../shared/graph/states";

import type { TaskGraph } from "./api";

/** The steps of the workflow in order, each with how far the work is. */
export function StepList({ graph }: { graph: TaskGraph }) {
  const { t } = useTranslation();
  const progress = new Map(graph.steps.map((step) => [step.id, step]));
  return (
    <Stack component="ol" gap="sm" m={0} p={0} style={{ listStyle: "none" }} pos="relative">
      {inOrder(graph.graph).map((step) => {
        const {
          state = "pending",
          assignee,
          visits = 0,
          entered_at: at,
        } = progress.get(step.id) ?? {};
        const StateIcon = STATE_ICONS[state];
        return (
          <Group
            component="li"
            key={step.id}
            gap="sm"
            wrap="nowrap"
            align="flex-start"
            aria-current={state === "active" ? "step" : undefined}
          >
            <StateIcon size={20} aria-hidden style={{ flex: "none", marginTop: 2 }} />
            <div>
              <Text size="sm" fw={state === "active" ? 700 : 550}>
                {step.name}
              </Text>
              <Text size="xs" c="dimmed">
                {[
                  t(`progress.state.${state}`),
                  step.role_name,
                  assignee && userText(assignee.full_name),
                  visits > 1 && t("progress.visits", { count: visits }),
                ]
                  .filter(Boolean)
                  .join(" · ")}
                {at && (
                  <>
                    {" · "}
                    <RelativeTime at={at} />
                  </>
                )}
              </Text>
            </div>
          </Group>
        );
      })}
    </Stack>
  );
}
