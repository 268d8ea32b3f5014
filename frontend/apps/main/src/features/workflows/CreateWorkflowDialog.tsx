import { Button, Group, Stack, Text } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { Dialog, useCommand } from "@tts/ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { WorkflowFields, type WorkflowValues } from "./WorkflowFields";
import { type NewWorkflow, WORKFLOWS, create } from "./api";
import { asWorkflow, useWorkflowForm } from "./useWorkflowForm";

type Props = { initial: Partial<WorkflowValues>; onClose: () => void };

/** A new workflow; what it is drawn from then on is its page. */
export function CreateWorkflowDialog({ initial, onClose }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [key] = useState(() => crypto.randomUUID());
  const form = useWorkflowForm({
    name: "",
    department: null,
    category: null,
    sub_category: null,
    description: "",
    ...initial,
  });
  const command = useCommand({
    run: (body: NewWorkflow) => create(body, key),
    stale: [WORKFLOWS],
    onDone: ({ id }) => void navigate({ to: "/workflows/$id", params: { id }, replace: true }),
    onFields: form.setErrors,
  });
  return (
    <Dialog opened onClose={onClose} size="lg" title={t("workflows.create.title")}>
      <form
        onSubmit={form.onSubmit((values) => {
          command.mutate(asWorkflow(values));
        })}
        noValidate
      >
        <Stack>
          <Text size="sm" c="dimmed">
            {t("workflows.create.text")}
          </Text>
          <WorkflowFields form={form} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("ui:actions.cancel")}
            </Button>
            <Button type="submit" loading={command.isPending}>
              {t("workflows.create.submit")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
