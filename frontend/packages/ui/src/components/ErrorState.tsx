import { Button, Center, Code, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { ApiError } from "@tts/api";
import { useTranslation } from "react-i18next";

import { errorText } from "../data/text";
import { said } from "../i18n";

/** A failure in place of what could not be shown, with what to do and the id to quote. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation("ui");
  const problem = error instanceof ApiError ? error.problem : null;
  const { title } = errorText(error, t);
  const text = problem?.status === 0 ? t("errors.unreachable") : problem && said(problem.detail);
  return (
    <Center role="alert" py="xl">
      <Stack align="center" gap="xs" maw={480} ta="center">
        <IconAlertTriangle size={36} color="var(--mantine-color-orange-text)" aria-hidden />
        <Title order={2}>{title}</Title>
        <Text c="dimmed">{text ?? t("errors.unexpectedExplained")}</Text>
        {problem?.request_id && (
          <Text size="sm" c="dimmed">
            {t("errors.requestLabel")} <Code>{problem.request_id}</Code>
          </Text>
        )}
        {onRetry && (
          <Button mt="sm" variant="default" onClick={onRetry}>
            {t("actions.retry")}
          </Button>
        )}
      </Stack>
    </Center>
  );
}
