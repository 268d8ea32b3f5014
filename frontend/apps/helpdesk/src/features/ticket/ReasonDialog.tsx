import { Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { getHotkeyHandler } from "@mantine/hooks";
import { Dialog, isBlank } from "@tts/ui";
import { type SyntheticEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Ticket } from "../../shared/api";

import { type Reasoned, giveReason } from "./api";
import { useAct } from "./useAct";

type Props = { ticket: Ticket; act: Reasoned; onClose: () => void; onDone?: () => void };

/** An action with the reason for it. */
export function ReasonDialog({ ticket, act, onClose, onDone }: Props) {
  const { t } = useTranslation();
  const [reason, setReason] = useState("");
  const [isMissing, setMissing] = useState(false);
  const command = useAct(ticket, () => giveReason(ticket, act, reason.trim()), {
    said: t(`ticket.done.${act}`),
    onDone: () => {
      onClose();
      onDone?.();
    },
  });
  const submit = (event: SyntheticEvent | KeyboardEvent) => {
    event.preventDefault();
    if (isBlank(reason)) setMissing(true);
    else command.mutate();
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t(`ticket.reason.${act}.title`, { number: ticket.number })}
    >
      <form onSubmit={submit} noValidate>
        <Stack>
          <Text>{t(`ticket.reason.${act}.text`)}</Text>
          <Textarea
            data-autofocus
            label={t(`ticket.reason.${act}.label`)}
            description={t("ticket.everybodyReads")}
            required
            autosize
            minRows={3}
            maxLength={2_000}
            value={reason}
            error={isMissing && t("request.errors.required")}
            onChange={(event) => {
              setReason(event.currentTarget.value);
              setMissing(false);
            }}
            onKeyDown={getHotkeyHandler([["mod+Enter", submit]])}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("ui:actions.cancel")}
            </Button>
            <Button
              type="submit"
              loading={command.isPending}
              color={act === "reject" || act === "withdraw" ? "red" : undefined}
            >
              {t(`ticket.act.${act}`)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
