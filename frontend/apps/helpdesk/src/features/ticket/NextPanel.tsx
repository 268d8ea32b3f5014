import { Alert, Button, Group, Text } from "@mantine/core";
import { IconArrowRight, IconCheck, IconInfoCircle } from "@tabler/icons-react";
import { useAccount, useTime, userText } from "@tts/ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Ticket } from "../../shared/api";

import { RatingForm } from "./RatingForm";
import { ReasonDialog } from "./ReasonDialog";
import { close } from "./api";
import { useAct } from "./useAct";

/** What happens next, in plain words, and what is asked of the reader. */
export function NextPanel({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const time = useTime();
  // What is being written stays, whatever becomes of the ticket meanwhile.
  const [reopens, setReopens] = useState(false);
  const [isWriting, setWriting] = useState(false);
  const isMine = useAccount().id === ticket.requester.id;
  const { code, until } = ticket.next;
  const may = (name: string) => ticket.actions.some((each) => each.name === name && each.allowed);
  const ending = until && time(until, "long");
  const said = code === "done" ? `done.${ticket.status}` : code;
  if ((code === "rate" && may("csat")) || isWriting) {
    return <RatingForm ticket={ticket} onWrite={setWriting} />;
  }
  const isAsked = code === "confirm_resolution" && isMine;
  return (
    <Alert
      variant="light"
      color={isAsked ? "teal" : "brand"}
      icon={isAsked ? <IconCheck aria-hidden /> : <IconInfoCircle aria-hidden />}
      title={t(isAsked ? "ticket.next.isItSolved" : "ticket.next.title")}
    >
      <Text size="sm">
        {t(`ticket.next.${said}.${isMine ? "mine" : "others"}`, {
          name: ticket.assignee ? userText(ticket.assignee.full_name) : t("ticket.next.somebody"),
        })}
      </Text>
      {ending && <Text size="sm">{t(`ticket.next.until.${code}`, { time: ending })}</Text>}
      {code === "confirm_resolution" && may("close") && (
        <Confirmation
          ticket={ticket}
          onReopen={() => {
            setReopens(true);
          }}
        />
      )}
      {reopens && (
        <ReasonDialog
          ticket={ticket}
          act="reopen"
          onClose={() => {
            setReopens(false);
          }}
        />
      )}
    </Alert>
  );
}

function Confirmation({ ticket, onReopen }: { ticket: Ticket; onReopen: () => void }) {
  const { t } = useTranslation();
  const command = useAct(ticket, () => close(ticket), { said: t("ticket.done.close") });
  return (
    <Group gap="xs" mt="sm">
      <Button
        leftSection={<IconCheck size={16} aria-hidden />}
        loading={command.isPending}
        onClick={() => {
          command.mutate();
        }}
      >
        {t("ticket.next.yes")}
      </Button>
      <Button
        variant="default"
        rightSection={<IconArrowRight size={16} aria-hidden />}
        onClick={onReopen}
      >
        {t("ticket.next.no")}
      </Button>
    </Group>
  );
}
