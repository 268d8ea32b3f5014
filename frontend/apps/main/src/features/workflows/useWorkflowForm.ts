import { useForm } from "@mantine/form";
import { isBlank } from "@tts/ui";
import { useTranslation } from "react-i18next";

import type { WorkflowValues } from "./WorkflowFields";
import type { NewWorkflow } from "./api";

export function useWorkflowForm(initialValues: WorkflowValues) {
  const { t } = useTranslation();
  const given = (value: string | null) =>
    isBlank(value ?? "") ? t("workflows.fields.missing") : null;
  return useForm<WorkflowValues>({
    initialValues,
    validate: { name: given, category: given, department: given },
  });
}

/** The values of a form that was found valid. */
export function asWorkflow(values: WorkflowValues): NewWorkflow {
  return {
    name: values.name.trim(),
    department: values.department ?? "",
    category: values.category ?? "",
    sub_category: values.sub_category,
    description: values.description.trim(),
  };
}
