import { Skeleton, Stack, Table, Text } from "@mantine/core";
import { PRIORITIES } from "@tts/api";
import { Surface } from "@tts/ui";
import { Suspense, lazy } from "react";
import { useTranslation } from "react-i18next";

import classes from "./StepShares.module.css";
import { type Draft } from "./draft/draft";
import { shares } from "./draft/shares";
import { usePercent, useTimeText } from "./useTexts";

const GraphView = lazy(() => import("../../shared/graph/GraphView"));

const HEIGHT = 480;
const ALL = { least: 1, most: 1 };
const NONE = { least: 0, most: 0 };

/** A graph and its times, to be looked at: drawn, and in words. */
export function DefinitionView({ definition }: { definition: Draft }) {
  const { t } = useTranslation();
  const time = useTimeText();
  const { steps, layout, minutes } = definition;
  return (
    <Stack>
      <Surface p={0}>
        <Suspense fallback={<Skeleton height={HEIGHT} />}>
          <GraphView graph={definition} layout={layout} height={HEIGHT} />
        </Suspense>
      </Surface>
      <Surface title={t("workflows.targets.title")}>
        <Text size="sm">
          {PRIORITIES.map(
            (priority) => `${t(`ui:priority.${priority}`)}: ${time(ALL, minutes[priority])}`,
          ).join(" · ")}
        </Text>
      </Surface>
      {steps.length > 0 && <Steps definition={definition} />}
    </Stack>
  );
}

function Steps({ definition }: { definition: Draft }) {
  const { t } = useTranslation();
  const percent = usePercent();
  const { steps, transitions } = definition;
  const found = shares(definition);
  const names = new Map(steps.map(({ id, name }) => [id, name]));
  return (
    <Surface title={t("workflows.steps")}>
      <Table className={classes.table} aria-label={t("workflows.steps")}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t("workflows.shares.step")}</Table.Th>
            <Table.Th scope="col">{t("workflows.shares.share")}</Table.Th>
            <Table.Th scope="col">{t("editor.step.transitions")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {steps.map((step) => (
            <Table.Tr key={step.id}>
              <Table.Th scope="row">
                {step.name}
                <Text size="xs" c="dimmed" fw={400}>
                  {step.role_name ?? t("editor.noRole")}
                </Text>
              </Table.Th>
              <Table.Td data-label={t("workflows.shares.share")}>
                {percent(found.get(step.id) ?? NONE)}
              </Table.Td>
              <Table.Td style={{ whiteSpace: "normal" }}>
                {transitions
                  .filter(({ source }) => source === step.id)
                  .map(({ name, target }) => `${name} → ${names.get(target) ?? ""}`)
                  .join(", ")}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Surface>
  );
}
