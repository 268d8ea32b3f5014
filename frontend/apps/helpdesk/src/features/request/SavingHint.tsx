import { Button, Group, Text } from "@mantine/core";
import { IconCloudCheck, IconCloudOff } from "@tabler/icons-react";
import { useTime } from "@tts/ui";
import { useTranslation } from "react-i18next";

import type { Saving } from "./useAutosave";

/** Whether what is written is safe. */
export function SavingHint({ saving }: { saving: Saving }) {
  const { t } = useTranslation();
  const time = useTime();
  return (
    <Group gap={6} role="status" mih={28}>
      {saving.state === "saving" && (
        <Text size="sm" c="dimmed">
          {t("request.saving")}
        </Text>
      )}
      {saving.state === "saved" && (
        <>
          <IconCloudCheck size={18} aria-hidden color="var(--mantine-color-teal-text)" />
          <Text size="sm" c="dimmed">
            {t("request.saved", { time: time(saving.at, "time") })}
          </Text>
        </>
      )}
      {saving.state === "failed" && (
        <Problem text={t("request.notSaved")} action={t("ui:actions.retry")} onAct={saving.again} />
      )}
      {saving.state === "conflict" && (
        <Problem
          text={t("request.savedElsewhere")}
          action={t("request.keepThis")}
          onAct={saving.overwrite}
        />
      )}
    </Group>
  );
}

type ProblemProps = { text: string; action: string; onAct: () => void };

function Problem({ text, action, onAct }: ProblemProps) {
  return (
    <>
      <IconCloudOff size={18} aria-hidden color="var(--mantine-color-orange-text)" />
      <Text size="sm">{text}</Text>
      <Button size="compact-sm" variant="default" onClick={onAct}>
        {action}
      </Button>
    </>
  );
}
