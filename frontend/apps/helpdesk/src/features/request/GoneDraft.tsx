import { Alert, Button, Group, Text } from "@mantine/core";
import { IconFileOff } from "@tabler/icons-react";
import { ButtonLink, EmptyState } from "@tts/ui";
import { useTranslation } from "react-i18next";

import type { Gone } from "./api";

/** Over a form whose draft another window has taken away: what became of it, and how to go on. */
export function GoneMeanwhile({ ticket, onBeginAnew }: Gone & { onBeginAnew: () => void }) {
  const { t } = useTranslation();
  const said = ticket === null ? "discarded" : "submitted";
  return (
    <Alert color="yellow" mb="md" title={t(`request.gone.${said}Elsewhere`, { ticket })}>
      <Text size="sm" mb="sm">
        {t("request.gone.kept")}
      </Text>
      <Group gap="xs">
        {ticket !== null && <OpenRequest ticket={ticket} />}
        <Button size="compact-sm" variant="default" onClick={onBeginAnew}>
          {t("request.gone.keep")}
        </Button>
      </Group>
    </Alert>
  );
}

/** In place of a draft whose address outlived it. */
export function GoneDraft({ ticket }: Gone) {
  const { t } = useTranslation();
  return (
    <EmptyState
      icon={<IconFileOff size={32} aria-hidden />}
      title={t(ticket === null ? "request.gone.title" : "request.gone.submitted", { ticket })}
      action={
        <Group gap="xs">
          {ticket !== null && <OpenRequest ticket={ticket} />}
          <ButtonLink size="compact-sm" variant="default" to="/new">
            {t("request.gone.new")}
          </ButtonLink>
        </Group>
      }
    >
      {ticket === null && t("request.gone.text")}
    </EmptyState>
  );
}

function OpenRequest({ ticket }: { ticket: string }) {
  const { t } = useTranslation();
  return (
    <ButtonLink size="compact-sm" to="/ticket/$number" params={{ number: ticket }}>
      {t("request.gone.open")}
    </ButtonLink>
  );
}
