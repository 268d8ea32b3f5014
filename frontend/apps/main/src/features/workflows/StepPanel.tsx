import { Checkbox, NumberInput, Select, Stack, TextInput, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Surface } from "@tts/ui";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { type Role, roles } from "../../shared/workflowLists";

import { ElementProblems } from "./ElementProblems";
import { StepTransitions } from "./StepTransitions";
import { MOST_WEIGHT, type Step, changeStep } from "./draft/draft";
import { shares } from "./draft/shares";
import { NAME_FIELD } from "./focus";
import { useDraft } from "./useDraft";
import { usePercent } from "./useTexts";

const ASSIGNMENTS = ["round_robin", "least_loaded", "sticky"] as const;
const NAME_LENGTH = 100;
const INSTRUCTIONS_LENGTH = 4000;

/** Everything about one step. */
export function StepPanel({ step }: { step: Step }) {
  const { t } = useTranslation();
  const { editor, edit } = useDraft();
  const { steps, transitions } = editor.present;
  const percent = usePercent();
  const share = useMemo(
    () => shares({ steps, transitions }).get(step.id),
    [steps, transitions, step.id],
  );
  const change = (values: Partial<Step>) => {
    const [field] = Object.keys(values);
    edit((draft) => changeStep(draft, step.id, values), { key: `${step.id}.${field ?? ""}` });
  };
  return (
    <Surface p="sm" title={t("editor.step.title")}>
      <Stack gap="sm">
        <ElementProblems id={step.id} />
        <TextInput
          id={NAME_FIELD}
          label={t("editor.step.name")}
          maxLength={NAME_LENGTH}
          value={step.name}
          onChange={(event) => {
            change({ name: event.currentTarget.value });
          }}
        />
        <RoleSelect
          label={t("editor.step.role")}
          description={step.is_end ? t("editor.step.roleOfEnd") : undefined}
          id={step.role_id}
          name={step.role_name}
          onChange={(role) => {
            change({ role_id: role?.id ?? null, role_name: role?.name ?? null });
          }}
        />
        <Textarea
          label={t("editor.step.instructions")}
          description={t("editor.step.instructionsExplained")}
          autosize
          minRows={2}
          maxRows={10}
          maxLength={INSTRUCTIONS_LENGTH}
          value={step.instructions}
          onChange={(event) => {
            change({ instructions: event.currentTarget.value });
          }}
        />
        <Checkbox
          label={t("editor.step.start")}
          checked={step.is_start}
          onChange={(event) => {
            change({ is_start: event.currentTarget.checked });
          }}
        />
        <Checkbox
          label={t("editor.step.end")}
          checked={step.is_end}
          onChange={(event) => {
            change({ is_end: event.currentTarget.checked });
          }}
        />
        <StepTransitions step={step} />
        <NumberInput
          label={t("editor.step.weight")}
          description={share && t("editor.share", { share: percent(share) })}
          min={0}
          max={MOST_WEIGHT}
          step={0.1}
          decimalScale={2}
          allowNegative={false}
          value={step.weight}
          onChange={(value) => {
            if (typeof value === "number") change({ weight: value });
          }}
        />
        <Select
          label={t("editor.step.assignment")}
          allowDeselect={false}
          data={ASSIGNMENTS.map((value) => ({ value, label: t(`editor.assignment.${value}`) }))}
          value={step.assignment}
          onChange={(value) => {
            if (value) change({ assignment: value });
          }}
        />
        <RoleSelect
          label={t("editor.step.escalation")}
          description={t("editor.step.escalationExplained")}
          id={step.escalation_role_id ?? null}
          name={step.escalation_role_name ?? null}
          onChange={(role) => {
            change({
              escalation_role_id: role?.id ?? null,
              escalation_role_name: role?.name ?? null,
            });
          }}
        />
      </Stack>
    </Surface>
  );
}

type RoleProps = {
  label: string;
  description?: string;
  id: string | null;
  name: string | null;
  onChange: (role: Role | null) => void;
};

/** A role, with how many people hold it; one that is gone keeps its name. */
function RoleSelect({ label, description, id, name, onChange }: RoleProps) {
  const { t } = useTranslation();
  const { data = [], error } = useQuery(roles);
  const isGone = id !== null && !data.some((role) => role.id === id);
  const choices = data.map((role) => ({
    value: role.id,
    label: t("editor.role", { name: role.name, count: role.holders, available: role.available }),
  }));
  return (
    <Select
      label={label}
      description={description}
      placeholder={t("editor.noRole")}
      clearable
      searchable
      error={error ? t("editor.noRoles") : null}
      data={isGone ? [{ value: id, label: name ?? id }, ...choices] : choices}
      value={id}
      onChange={(value) => {
        onChange(data.find((role) => role.id === value) ?? null);
      }}
    />
  );
}
