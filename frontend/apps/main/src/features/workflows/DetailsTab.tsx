import { Button, Group, Stack, Text } from "@mantine/core";
import { Surface, useCommand } from "@tts/ui";
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
      {/* A change from elsewhere is shown; what is typed here would be refused anyway. */}
      <WorkflowForm key={workflow.revision} workflow={workflow} />
      <Stack data-draft>
        <Targets />
        <StepShares />
      </Stack>
    </Stack>
  );
}

function WorkflowForm({ workflow }: { workflow: WorkflowDetail }) {
  const { t } = useTranslation();
  const { name, department, category, sub_category, description } = workflow;
  const form = useWorkflowForm({ name, department, category, sub_category, description });
  const command = useCommand({
    run: (body: NewWorkflow) => change(workflow.id, workflow.revision, body),
    stale: [workflowOf(workflow.id).queryKey, WORKFLOWS],
    onFields: form.setErrors,
    said: t("workflows.details.saved"),
  });
  return (
    <Surface title={t("workflows.details.title")}>
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
