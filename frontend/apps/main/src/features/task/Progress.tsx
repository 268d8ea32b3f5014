import { Group, SegmentedControl, Skeleton, Title, VisuallyHidden } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { QueryView, Surface, userText } from "@tts/ui";
import { Suspense, lazy, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { StepList } from "./StepList";
import { type Task, type TaskGraph, graphQuery } from "./api";

const GraphView = lazy(() => import("../../shared/graph/GraphView"));

const HEIGHT = 420;
const SHAPES = ["graph", "list"] as const;
type Shape = (typeof SHAPES)[number];

/** How far the work has come: as the graph it follows, or step by step. */
export function Progress({ task }: { task: Task }) {
  const { t } = useTranslation();
  const query = useQuery(graphQuery(task));
  const isNarrow = useMediaQuery("(max-width: 48em)", undefined, {
    getInitialValueInEffect: false,
  });
  const [chosen, setChosen] = useState<Shape | null>(null);
  const shape = chosen ?? (isNarrow ? "list" : "graph");
  return (
    <Surface>
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h4">
          {t("progress.title")}
        </Title>
        <SegmentedControl
          size="xs"
          aria-label={t("progress.shape")}
          data={SHAPES.map((value) => ({ value, label: t(`progress.${value}`) }))}
          value={shape}
          onChange={(value) => {
            setChosen(value);
          }}
        />
      </Group>
      <QueryView query={query} skeleton={<Skeleton height={HEIGHT} />}>
        {(graph) =>
          shape === "list" ? (
            <StepList graph={graph} />
          ) : (
            <>
              <Picture graph={graph} />
              <VisuallyHidden>
                <StepList graph={graph} />
              </VisuallyHidden>
            </>
          )
        }
      </QueryView>
    </Surface>
  );
}

function Picture({ graph }: { graph: TaskGraph }) {
  const { t } = useTranslation();
  const progress = useMemo(
    () => ({
      steps: Object.fromEntries(
        graph.steps.map(({ id, state, assignee, visits }) => {
          const who = assignee ? userText(assignee.full_name) : t(`progress.state.${state}`);
          const note = visits > 1 ? t("progress.who", { who, count: visits }) : who;
          return [id, { state, note }];
        }),
      ),
      taken: new Set(graph.transitions.filter(({ taken }) => taken > 0).map(({ id }) => id)),
    }),
    [graph, t],
  );
  return (
    <Suspense fallback={<Skeleton height={HEIGHT} />}>
      <GraphView graph={graph.graph} layout={graph.layout} progress={progress} height={HEIGHT} />
    </Suspense>
  );
}
