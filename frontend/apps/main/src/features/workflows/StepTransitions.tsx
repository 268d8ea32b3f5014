import { Anchor, Group, Select, Stack, Text } from "@mantine/core";
import { IconArrowRight } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { NOTHING, type Step } from "./draft/draft";
import { useConnect } from "./useConnect";
import { useDraft } from "./useDraft";

/** Where a step leads on to, and a new way without a drag. */
export function StepTransitions({ step }: { step: Step }) {
  const { t } = useTranslation();
  const { editor, dispatch } = useDraft();
  const connect = useConnect();
  // A new field for each choice: it ends empty, whatever was typed to find the step.
  const [chosen, setChosen] = useState(0);
  const { steps, transitions } = editor.present;
  const names = new Map(steps.map(({ id, name }) => [id, name || t("editor.unnamed")]));
  return (
    <Stack gap={4}>
      <Text size="sm" fw={600}>
        {t("editor.step.transitions")}
      </Text>
      {transitions
        .filter(({ source }) => source === step.id)
        .map(({ id, name, target }) => (
          <Group key={id} gap={6} wrap="nowrap">
            <Anchor
              component="button"
              type="button"
              size="sm"
              mih={24}
              ta="start"
              onClick={() => {
                dispatch({ type: "select", elements: { ...NOTHING, transitions: [id] } });
              }}
            >
              {name || t("editor.unnamed")}
            </Anchor>
            <IconArrowRight size={14} aria-label={t("editor.leadsTo")} style={{ flex: "none" }} />
            <Text size="sm">{names.get(target)}</Text>
          </Group>
        ))}
      <Select
        key={chosen}
        aria-label={t("editor.step.addTransition")}
        placeholder={t("editor.step.addTransition")}
        searchable
        data={steps
          .filter(({ id }) => id !== step.id)
          .map(({ id }) => ({ value: id, label: names.get(id) ?? "" }))}
        nothingFoundMessage={t("editor.step.noOther")}
        value={null}
        onChange={(target) => {
          if (target === null) return;
          connect(step.id, target);
          setChosen((times) => times + 1);
        }}
      />
    </Stack>
  );
}
