import { Anchor, Badge, Group, List, Stack, Text, UnstyledButton } from "@mantine/core";
import { IconAlertTriangle, IconArrowRight } from "@tabler/icons-react";
import { EmptyState } from "@tts/ui";
import { useTranslation } from "react-i18next";

import classes from "./GraphTab.module.css";
import { NOTHING, type Step } from "./draft/draft";
import { counted } from "./draft/problems";
import { useDraft } from "./useDraft";

/** The graph as a list: the same to read and to choose from, without a drawing. */
export function GraphList() {
  const { t } = useTranslation();
  const { editor } = useDraft();
  const { steps } = editor.present;
  if (steps.length === 0) {
    return <EmptyState title={t("editor.none.title")}>{t("editor.none.text")}</EmptyState>;
  }
  return (
    <Stack component="ol" gap="xs" m={0} p={0} style={{ listStyle: "none" }}>
      {steps.map((step) => (
        <ListedStep key={step.id} step={step} />
      ))}
    </Stack>
  );
}

function ListedStep({ step }: { step: Step }) {
  const { t } = useTranslation();
  const { editor, dispatch, problems } = useDraft();
  const { present, selected } = editor;
  const wrong = counted(problems);
  const unnamed = t("editor.unnamed");
  const ways = present.transitions.filter(({ source }) => source === step.id);
  const isChosen = selected.steps.includes(step.id);
  return (
    <li className={`${classes.step ?? ""} tts-surface`} data-selected={isChosen || undefined}>
      <UnstyledButton
        w="100%"
        aria-pressed={isChosen}
        onClick={() => {
          dispatch({ type: "select", elements: { ...NOTHING, steps: [step.id] } });
        }}
      >
        <Group gap="xs">
          <Text fw={600}>{step.name || unnamed}</Text>
          {step.is_start && <Badge variant="default">{t("editor.step.startShort")}</Badge>}
          {step.is_end && <Badge variant="default">{t("editor.step.endShort")}</Badge>}
          <WrongMark count={wrong.get(step.id)} />
        </Group>
        <Text size="sm" c="dimmed">
          {step.role_name ?? t("editor.noRole")}
        </Text>
      </UnstyledButton>
      {ways.length > 0 && (
        <List listStyleType="none" size="sm" mt={4} spacing={2}>
          {ways.map(({ id, name, target }) => (
            <List.Item key={id}>
              <Group gap={6}>
                <Anchor
                  component="button"
                  type="button"
                  size="sm"
                  mih={24}
                  ta="start"
                  aria-pressed={selected.transitions.includes(id)}
                  fw={selected.transitions.includes(id) ? 700 : undefined}
                  onClick={() => {
                    dispatch({ type: "select", elements: { ...NOTHING, transitions: [id] } });
                  }}
                >
                  {name || unnamed}
                </Anchor>
                <IconArrowRight size={14} aria-label={t("editor.leadsTo")} />
                <span>{present.steps.find((each) => each.id === target)?.name ?? unnamed}</span>
                <WrongMark count={wrong.get(id)} />
              </Group>
            </List.Item>
          ))}
        </List>
      )}
    </li>
  );
}

function WrongMark({ count }: { count: number | undefined }) {
  const { t } = useTranslation();
  if (!count) return null;
  return (
    <IconAlertTriangle
      size={16}
      color="var(--mantine-color-red-text)"
      role="img"
      aria-label={t("editor.problems.title", { count })}
    />
  );
}
