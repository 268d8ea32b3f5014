import { NumberInput, Table, Text } from "@mantine/core";
import { PRIORITIES } from "@tts/api";
import { Surface } from "@tts/ui";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import classes from "./StepShares.module.css";
import { MOST_WEIGHT, type Step, changeStep } from "./draft/draft";
import { type Share, shares } from "./draft/shares";
import { useDraft } from "./useDraft";
import { usePercent, useTimeText } from "./useTexts";

/** How a ticket's time is shared among the steps, and what that comes to for each priority. */
export function StepShares() {
  const { t } = useTranslation();
  const { editor } = useDraft();
  const { steps, transitions } = editor.present;
  const found = useMemo(() => shares({ steps, transitions }), [steps, transitions]);
  return (
    <Surface title={t("workflows.shares.title")}>
      <Text size="sm" c="dimmed" mb="sm">
        {t("workflows.shares.text")}
      </Text>
      {steps.length === 0 ? (
        <Text size="sm">{t("workflows.shares.none")}</Text>
      ) : (
        <Table className={classes.table} aria-label={t("workflows.shares.title")}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t("workflows.shares.step")}</Table.Th>
              <Table.Th scope="col">{t("workflows.shares.weight")}</Table.Th>
              <Table.Th scope="col">{t("workflows.shares.share")}</Table.Th>
              {PRIORITIES.map((priority) => (
                <Table.Th key={priority} scope="col">
                  {t(`ui:priority.${priority}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {steps.map((step) => (
              <SharedStep key={step.id} step={step} share={found.get(step.id) ?? NONE} />
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Surface>
  );
}

const NONE: Share = { least: 0, most: 0 };

function SharedStep({ step, share }: { step: Step; share: Share }) {
  const { t } = useTranslation();
  const { editor, edit } = useDraft();
  const percent = usePercent();
  const time = useTimeText();
  const name = step.name || t("editor.unnamed");
  const { minutes } = editor.present;
  const change = (weight: number) => {
    edit((draft) => changeStep(draft, step.id, { weight }), { key: `${step.id}.weight` });
  };
  return (
    <Table.Tr>
      <Table.Th scope="row">
        {name}
        <Text size="xs" c="dimmed" fw={400}>
          {step.role_name ?? t("editor.noRole")}
        </Text>
      </Table.Th>
      <Table.Td>
        <NumberInput
          aria-label={t("workflows.shares.weightOf", { name })}
          w={90}
          size="xs"
          min={0}
          max={MOST_WEIGHT}
          step={0.1}
          decimalScale={2}
          allowNegative={false}
          value={step.weight}
          onChange={(value) => {
            if (typeof value === "number") change(value);
          }}
        />
      </Table.Td>
      <Table.Td data-label={t("workflows.shares.share")}>{percent(share)}</Table.Td>
      {PRIORITIES.map((priority) => (
        <Table.Td key={priority} data-label={t(`ui:priority.${priority}`)}>
          {time(share, minutes[priority])}
        </Table.Td>
      ))}
    </Table.Tr>
  );
}
