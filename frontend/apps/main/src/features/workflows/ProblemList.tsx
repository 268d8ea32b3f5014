import { Group, List, Loader, Text, ThemeIcon, UnstyledButton } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { Surface } from "@tts/ui";
import { useTranslation } from "react-i18next";

import classes from "./GraphTab.module.css";
import { ProblemText } from "./ProblemText";
import type { Elements } from "./draft/draft";
import { elementsOf } from "./draft/problems";
import { useDraft } from "./useDraft";

type Props = { onShow: (elements: Elements) => void };

/** What keeps the draft from being published; each problem leads to what it is about. */
export function ProblemList({ onShow }: Props) {
  const { t } = useTranslation();
  const { problems, checked } = useDraft();
  return (
    <Surface p="sm">
      <Group gap="xs" justify="space-between" role="status" wrap="nowrap">
        <Text fw={600} size="sm">
          {problems.length === 0 && !checked
            ? t("editor.problems.checking")
            : t("editor.problems.title", { count: problems.length })}
        </Text>
        {!checked && <Loader size={14} aria-hidden />}
        {checked && problems.length === 0 && (
          <ThemeIcon color="teal" variant="light" size="sm" radius="xl" aria-hidden>
            <IconCircleCheck size={16} />
          </ThemeIcon>
        )}
      </Group>
      {problems.length > 0 && (
        <List listStyleType="none" spacing={6} mt="xs" size="sm" className={classes.problems}>
          {problems.map((problem) => (
            <List.Item
              key={JSON.stringify(problem)}
              icon={
                <IconAlertTriangle
                  size={16}
                  color="var(--mantine-color-red-text)"
                  aria-hidden
                  style={{ marginTop: 2 }}
                />
              }
              styles={{ itemWrapper: { alignItems: "flex-start" } }}
            >
              {problem.step || problem.transition ? (
                <UnstyledButton
                  fz="sm"
                  ta="start"
                  td="underline"
                  style={{ textUnderlineOffset: 3 }}
                  onClick={() => {
                    onShow(elementsOf(problem));
                  }}
                >
                  <ProblemText problem={problem} />
                </UnstyledButton>
              ) : (
                <ProblemText problem={problem} />
              )}
            </List.Item>
          ))}
        </List>
      )}
    </Surface>
  );
}
