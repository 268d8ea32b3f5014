import { Button, Group, Tooltip } from "@mantine/core";
import {
  IconCheck,
  IconEdit,
  IconPlayerPause,
  IconPlayerPlay,
  IconRotate,
  IconTrash,
  IconX,
} from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { said, useMay, useShortcuts } from "@tts/ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { QueueKeys } from "../../shared/QueueKeys";
import type { Ticket } from "../../shared/api";

import { ApproveDialog } from "./ApproveDialog";
import { ReasonDialog } from "./ReasonDialog";
import { type ActName, type Reasoned, resume } from "./api";
import { useAct } from "./useAct";

/** In this order; to close and to rate are asked for where it is said what happens next. */
const BUTTONS: Partial<Record<ActName, { icon: typeof IconEdit; color?: string }>> = {
  approve: { icon: IconCheck },
  reject: { icon: IconX, color: "red" },
  resume: { icon: IconPlayerPlay },
  hold: { icon: IconPlayerPause },
  edit: { icon: IconEdit },
  reopen: { icon: IconRotate },
  withdraw: { icon: IconTrash, color: "red" },
};

/** A refused action is still shown where one may look for it. */
const EXPECTED: Partial<Record<ActName, string[]>> = { reopen: ["Resolved", "Closed"] };
/** The same for those who decide, on a request of their own. */
const EXPECTED_BY_DECIDERS: typeof EXPECTED = { ...EXPECTED, approve: ["New"], reject: ["New"] };

type Props = { ticket: Ticket; onDecided: () => void };

/** What one may do to the ticket, as the server says. */
export function ActionBar({ ticket, onDecided }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const decides = useMay("hdts.ticket.approve");
  const [open, setOpen] = useState<"approve" | Reasoned | "help">();
  const close = () => {
    setOpen(undefined);
  };
  const goOn = useAct(ticket, () => resume(ticket), { said: t("ticket.done.resume") });
  const may = (name: ActName) =>
    ticket.actions.some((action) => action.name === name && action.allowed);
  const act = (name: ActName) => {
    if (!may(name)) return;
    if (name === "resume") goOn.mutate();
    else if (name === "edit") {
      void navigate({ to: "/ticket/$number/edit", params: { number: ticket.number } });
    } else if (name !== "close" && name !== "csat") setOpen(name);
  };
  const keys = {
    a: () => {
      act("approve");
    },
    r: () => {
      act("reject");
    },
    q: () => void navigate({ to: "/triage" }),
    "?": () => {
      setOpen("help");
    },
  };
  useShortcuts(decides ? keys : {});
  const expected = decides ? EXPECTED_BY_DECIDERS : EXPECTED;
  const shown = (Object.keys(BUTTONS) as ActName[]).flatMap(
    (name) =>
      ticket.actions.find(
        (action) =>
          action.name === name && (action.allowed || expected[name]?.includes(ticket.status)),
      ) ?? [],
  );
  return (
    <>
      {shown.length > 0 && (
        <Group gap="xs" role="group" aria-label={t("ticket.actions")}>
          {shown.map(({ name, allowed, reason }) => (
            <ActButton
              key={name}
              name={name}
              refusal={allowed || reason === null ? null : said(reason)}
              isRunning={name === "resume" && goOn.isPending}
              onAct={() => {
                act(name);
              }}
            />
          ))}
        </Group>
      )}
      {open === "approve" && (
        <ApproveDialog ticket={ticket} onClose={close} onDecided={onDecided} />
      )}
      {open !== undefined && open !== "approve" && open !== "help" && (
        <ReasonDialog
          ticket={ticket}
          act={open}
          onClose={close}
          onDone={open === "reject" ? onDecided : undefined}
        />
      )}
      <QueueKeys opened={open === "help"} onClose={close} />
    </>
  );
}

type ButtonProps = {
  name: ActName;
  refusal: string | null;
  isRunning: boolean;
  onAct: () => void;
};

const KEYS: Partial<Record<ActName, string>> = { approve: "a", reject: "r" };

function ActButton({ name, refusal, isRunning, onAct }: ButtonProps) {
  const { t } = useTranslation();
  const { icon: Icon = IconEdit, color } = BUTTONS[name] ?? {};
  return (
    <Tooltip label={refusal ?? ""} disabled={refusal === null} events={FOCUS_TOO}>
      <Button
        variant={name === "approve" ? "filled" : color ? "light" : "default"}
        color={color}
        leftSection={<Icon size={16} aria-hidden />}
        aria-keyshortcuts={KEYS[name]}
        loading={isRunning}
        data-disabled={refusal !== null || undefined}
        aria-disabled={refusal !== null}
        onClick={onAct}
      >
        {t(`ticket.act.${name}`)}
      </Button>
    </Tooltip>
  );
}

const FOCUS_TOO = { hover: true, focus: true, touch: true };
