import { Button, Group, SegmentedControl, Text } from "@mantine/core";
import { IconCopy, IconLayoutGrid, IconPlus, IconTrash } from "@tabler/icons-react";
import { getRouteApi } from "@tanstack/react-router";
import { useReactFlow } from "@xyflow/react";
import { useTranslation } from "react-i18next";

import { layoutGraph } from "../../shared/graph/layout";

import { moveSteps } from "./draft/draft";
import { FIT } from "./fit";
import { useAddStep } from "./useAddStep";
import { useDraft } from "./useDraft";
import { useSelection } from "./useSelection";

const route = getRouteApi("/workflows/$id");

export function GraphToolbar({ isList }: { isList: boolean }) {
  const { t } = useTranslation();
  const { edit } = useDraft();
  const { count, steps, copy, remove } = useSelection();
  const addStep = useAddStep();
  const navigate = route.useNavigate();
  const { fitView } = useReactFlow();
  const showAll = () => {
    // Once what has changed is drawn.
    requestAnimationFrame(() => void fitView(FIT));
  };
  return (
    <Group justify="space-between" mb="xs" gap="xs">
      <Group gap="xs" role="toolbar" aria-label={t("editor.tools")}>
        <Button
          size="xs"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => {
            addStep(null);
            showAll();
          }}
        >
          {t("editor.step.add")}
        </Button>
        {!isList && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconLayoutGrid size={16} aria-hidden />}
            onClick={() => {
              edit((draft) => moveSteps(draft, layoutGraph(draft)));
              showAll();
            }}
          >
            {t("editor.layOut")}
          </Button>
        )}
        {steps.length > 0 && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconCopy size={16} aria-hidden />}
            onClick={copy}
          >
            {t("editor.copy")}
          </Button>
        )}
        {count > 0 && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={remove}
          >
            {t("editor.remove")}
          </Button>
        )}
        {count > 1 && (
          <Text size="sm" c="dimmed">
            {t("editor.selected", { count })}
          </Text>
        )}
      </Group>
      <SegmentedControl
        size="xs"
        aria-label={t("editor.view.label")}
        data={[
          { value: "drawing", label: t("editor.view.drawing") },
          { value: "list", label: t("editor.view.list") },
        ]}
        value={isList ? "list" : "drawing"}
        onChange={(value) =>
          void navigate({
            search: (present) => ({ ...present, view: value === "list" ? "list" : undefined }),
            replace: true,
          })
        }
      />
    </Group>
  );
}
