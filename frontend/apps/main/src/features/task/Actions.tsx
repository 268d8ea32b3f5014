import { Group, Kbd, Stack, Text } from "@mantine/core";
import {
  IconArrowUpRight,
  IconHandGrab,
  IconKeyboard,
  IconPlayerPlay,
  IconUserShare,
} from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { ActionButton } from "./ActionButton";
import { NoteDialog } from "./NoteDialog";
import { TaskKeys } from "./TaskKeys";
import { TransferDialog } from "./TransferDialog";
import { type Action, type Task, begin, claim } from "./api";
import { type OpenDialog, useActionKeys } from "./useActionKeys";
import { useTaskCommand } from "./useTaskCommand";

type Props = { task: Task; finished: boolean; onDone: () => void };

/** What the service says the reader may do; what they may not is there with the reason. */
export function Actions({ task, finished, onDone }: Props) {
  const { t } = useTranslation();
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const by = (name: string) => task.actions.find((action) => action.name === name);
  const transitions = task.actions.filter((action) => action.name === "transition");
  const take = useTaskCommand(task, () => claim(task), { said: t("task.said.claim"), onDone });
  const start = useTaskCommand(task, () => begin(task), { said: t("task.said.begin"), onDone });
  const act = (name: string) => {
    if (name === "claim") take.mutate();
    if (name === "begin") start.mutate();
  };
  useActionKeys({ task, transitions, onDialog: setDialog, onAct: act });
  const close = () => {
    setDialog(null);
  };
  const done = () => {
    close();
    // After the dialog has given the focus back to a button that may be gone.
    setTimeout(onDone);
  };
  const claims = by("claim");
  const begins = by("begin");
  return (
    <>
      {!finished && (
        <Stack gap="sm">
          <CommonReason transitions={transitions} />
          <Group gap="xs" id="transitions">
            {claims && (claims.allowed || !task.assignee) && (
              <ActionButton
                action={claims}
                icon={IconHandGrab}
                loading={take.isPending}
                label={t("task.actions.claim")}
                onClick={() => {
                  take.mutate();
                }}
              />
            )}
            {transitions.map((action, index) => (
              <ActionButton
                key={action.transition_id}
                action={action}
                label={action.label}
                variant={index === 0 && !claims?.allowed ? "filled" : "default"}
                shortcut={action.allowed && transitions.length > 1 ? String(index + 1) : undefined}
                onClick={() => {
                  setDialog({ kind: "transition", id: action.transition_id ?? "" });
                }}
              />
            ))}
          </Group>
          <Group gap="xs">
            {begins?.allowed && (
              <ActionButton
                action={begins}
                icon={IconPlayerPlay}
                loading={start.isPending}
                label={t("task.actions.begin")}
                variant="subtle"
                onClick={() => {
                  start.mutate();
                }}
              />
            )}
            {(["transfer", "escalate"] as const).map((name) => {
              const action = by(name);
              return (
                action && (
                  <ActionButton
                    key={name}
                    action={action}
                    icon={name === "transfer" ? IconUserShare : IconArrowUpRight}
                    label={t(`task.actions.${name}`)}
                    variant="subtle"
                    onClick={() => {
                      setDialog({ kind: name });
                    }}
                  />
                )
              );
            })}
            <Text span size="xs" c="dimmed" ml="auto" visibleFrom="sm">
              <IconKeyboard size={14} style={{ verticalAlign: "-2px" }} aria-hidden /> <Kbd>?</Kbd>{" "}
              {t("task.keys.hint")}
            </Text>
          </Group>
        </Stack>
      )}
      {/* An open dialog stays with what is written in it, whatever becomes of the task. */}
      <NoteDialog task={task} dialog={dialog} onClose={close} onDone={done} />
      <TransferDialog
        task={task}
        opened={dialog?.kind === "transfer"}
        onClose={close}
        onDone={done}
      />
      <TaskKeys opened={dialog?.kind === "keys"} onClose={close} />
    </>
  );
}

/** Why no transition may be taken, said once in plain sight. */
function CommonReason({ transitions }: { transitions: Action[] }) {
  const reasons = new Set(transitions.map(({ allowed, reason }) => (allowed ? null : reason)));
  const [reason] = reasons;
  if (reasons.size !== 1 || !reason) return null;
  return (
    <Text size="sm" c="dimmed">
      {reason}
    </Text>
  );
}
