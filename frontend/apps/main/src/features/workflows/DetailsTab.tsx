import { Button, Group, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { ChangedMeanwhile, Surface, useCommand } from "@tts/ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { StepShares } from "./StepShares";
import { Targets } from "./Targets";
import { WorkflowFields } from "./WorkflowFields";
import { type NewWorkflow, WORKFLOWS, type WorkflowDetail, change, workflowOf } from "./api";
import { asWorkflow, useWorkflowForm } from "./useWorkflowForm";

/** What a workflow is called, which tickets it takes, and how much time they have. */
export function DetailsTab({ workflow }: { workflow: WorkflowDetail }) {
  return (
    <Stack>
      <WorkflowForm workflow={workflow} />
      <Stack data-draft>
        <Targets />
        <StepShares />
      </Stack>
    </Stack>
  );
}

function WorkflowForm({ workflow }: { workflow: WorkflowDetail }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const form = useWorkflowForm(valuesOf(workflow));
  const [revision, setRevision] = useState(workflow.revision);
  const goOnFrom = (present: WorkflowDetail) => {
    form.resetDirty(valuesOf(present));
    setRevision(present.revision);
  };
  const show = (present: WorkflowDetail) => {
    form.setValues(valuesOf(present));
    goOnFrom(present);
  };
  const isOutdated = workflow.revision > revision;
  // What nobody has begun to change follows what it is elsewhere.
  if (isOutdated && !form.isDirty()) show(workflow);
  const command = useCommand({
    run: (body: NewWorkflow) => change(workflow.id, revision, body),
    stale: [workflowOf(workflow.id).queryKey, WORKFLOWS],
    onFields: form.setErrors,
    said: t("workflows.details.saved"),
    onDone: (changed) => {
      client.setQueryData(workflowOf(workflow.id).queryKey, changed);
      goOnFrom(changed);
    },
  });
  return (
    <Surface title={t("workflows.details.title")}>
      {isOutdated && form.isDirty() && (
        <ChangedMeanwhile
          onKeep={() => {
            goOnFrom(workflow);
          }}
          onShow={() => {
            show(workflow);
          }}
        />
      )}
      <form
        onSubmit={form.onSubmit((values) => {
          command.mutate(asWorkflow(values));
        })}
        noValidate
      >
        <WorkflowFields form={form} />
        <Group justify="space-between" mt="md">
          <Text size="sm" c="dimmed">
            {t("workflows.details.atOnce")}
          </Text>
          <Button type="submit" disabled={!form.isDirty()} loading={command.isPending}>
            {t("workflows.details.save")}
          </Button>
        </Group>
      </form>
    </Surface>
  );
}

function valuesOf({ name, department, category, sub_category, description }: WorkflowDetail) {
  return { name, department, category, sub_category, description };
}
