import { Select, SimpleGrid, Stack, TextInput, Textarea } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { categories, departments } from "./api";

export type WorkflowValues = {
  name: string;
  department: string | null;
  category: string | null;
  sub_category: string | null;
  description: string;
};

export const NAME_LENGTH = 100;
export const DESCRIPTION_LENGTH = 1000;

type Props = { form: UseFormReturnType<WorkflowValues>; disabled?: boolean };

/** What a workflow is called and which tickets it takes, from helpdesk's catalogue. */
export function WorkflowFields({ form, disabled }: Props) {
  const { t } = useTranslation();
  const catalogue = useQuery(categories);
  const offices = useQuery(departments);
  const { category, department, sub_category: sub } = form.getValues();
  const found = catalogue.data?.items.find(({ name }) => name === category);
  const chooseCategory = (name: string | null) => {
    form.setFieldValue("category", name);
    form.setFieldValue("sub_category", null);
    const usual = catalogue.data?.items.find((each) => each.name === name)?.department;
    if (usual) form.setFieldValue("department", usual);
  };
  const failed = catalogue.error || offices.error ? t("workflows.fields.noCatalogue") : null;
  return (
    <Stack gap="sm">
      <TextInput
        label={t("workflows.fields.name")}
        required
        maxLength={NAME_LENGTH}
        disabled={disabled}
        data-autofocus
        {...form.getInputProps("name")}
      />
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
        <Select
          label={t("workflows.fields.category")}
          required
          searchable
          disabled={disabled}
          data={withPresent(
            catalogue.data?.items.map((each) => each.name),
            category,
          )}
          {...form.getInputProps("category")}
          error={form.errors.category ?? failed}
          onChange={chooseCategory}
        />
        <Select
          label={t("workflows.fields.subCategory")}
          placeholder={t("workflows.fields.everySubCategory")}
          clearable
          searchable
          disabled={disabled === true || category === null}
          data={withPresent(found?.sub_categories, sub)}
          {...form.getInputProps("sub_category")}
        />
        <Select
          label={t("workflows.fields.department")}
          required
          searchable
          disabled={disabled}
          data={withPresent(
            offices.data?.items.map((each) => each.name),
            department,
          )}
          {...form.getInputProps("department")}
        />
      </SimpleGrid>
      <Textarea
        label={t("workflows.fields.description")}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={DESCRIPTION_LENGTH}
        disabled={disabled}
        {...form.getInputProps("description")}
      />
    </Stack>
  );
}

/** What may be chosen, and what is chosen although the catalogue no longer has it. */
function withPresent(choices: string[] | undefined, present: string | null): string[] {
  const all = choices ?? [];
  return present === null || all.includes(present) ? all : [present, ...all];
}
