import { Button, Group, Kbd, Stack, Text, Textarea } from "@mantine/core";
import { getHotkeyHandler } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Dialog, isBlank } from "@tts/ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { type Task, escalate, graphQuery, takeTransition } from "./api";
import type { OpenDialog } from "./useActionKeys";
import { useTaskCommand } from "./useTaskCommand";

const MOST_LETTERS = 4000;

type Props = { task: Task; dialog: OpenDialog | null; onClose: () => void; onDone: () => void };

/** Asks for the note that goes with a transition or an escalation. */
export function NoteDialog({ task, dialog, onClose, onDone }: Props) {
  const { t } = useTranslation();
  // What was asked last stays while the dialog closes, and while the task goes on without it.
  const [{ asked, label }, setAsked] = useState({ asked: dialog, label: "" });
  const isMine = dialog?.kind === "transition" || dialog?.kind === "escalate";
  if (isMine && dialog !== asked) setAsked({ asked: dialog, label: labelOf(task, dialog) });
  const title = asked?.kind === "escalate" ? t("task.escalate.title") : label;
  return (
    <Dialog opened={isMine} onClose={onClose} title={title}>
      {asked?.kind === "transition" && (
        <TransitionForm
          key={asked.id}
          task={task}
          id={asked.id}
          name={title}
          onDone={onDone}
          onClose={onClose}
        />
      )}
      {asked?.kind === "escalate" && (
        <EscalationForm task={task} onDone={onDone} onClose={onClose} />
      )}
    </Dialog>
  );
}

function labelOf(task: Task, dialog: OpenDialog): string {
  const id = dialog.kind === "transition" ? dialog.id : null;
  return task.actions.find(({ transition_id }) => transition_id === id)?.label ?? "";
}

type FormProps = { task: Task; onDone: () => void; onClose: () => void };

function TransitionForm({
  task,
  id,
  name,
  onDone,
  onClose,
}: FormProps & { id: string; name: string }) {
  const { t } = useTranslation();
  const command = useTaskCommand<string>(task, (note) => takeTransition(task, id, note), {
    said: t("task.said.transition", { name }),
    onDone,
  });
  const graph = useQuery(graphQuery(task)).data?.graph;
  const target = graph?.transitions.find((transition) => transition.id === id)?.target;
  const next = graph?.steps.find((step) => step.id === target);
  const offer = task.available_transitions.find((transition) => transition.id === id);
  return (
    <NoteForm
      text={next && t("task.transition.next", { step: next.name, role: next.role_name ?? "–" })}
      label={t("task.transition.note")}
      description={t(
        offer?.note_required ? "task.transition.required" : "task.transition.optional",
      )}
      required={offer?.note_required ?? false}
      submit={name}
      pending={command.isPending}
      onSubmit={command.mutate}
      onClose={onClose}
    />
  );
}

function EscalationForm({ task, onDone, onClose }: FormProps) {
  const { t } = useTranslation();
  const command = useTaskCommand<string>(task, (reason) => escalate(task, reason), {
    said: t("task.said.escalate"),
    onDone,
  });
  return (
    <NoteForm
      text={t("task.escalate.text")}
      label={t("task.escalate.reason")}
      description={t("task.transition.required")}
      required
      submit={t("task.actions.escalate")}
      pending={command.isPending}
      onSubmit={command.mutate}
      onClose={onClose}
    />
  );
}

type NoteFormProps = {
  text?: string;
  label: string;
  description: string;
  required: boolean;
  submit: string;
  pending: boolean;
  onSubmit: (note: string) => void;
  onClose: () => void;
};

function NoteForm({
  text,
  label,
  description,
  required,
  submit,
  pending,
  onSubmit,
  onClose,
}: NoteFormProps) {
  const { t } = useTranslation();
  const [note, setNote] = useState("");
  const [missing, setMissing] = useState(false);
  const send = () => {
    if (pending) return;
    if (required && isBlank(note)) setMissing(true);
    else onSubmit(note.trim());
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Stack>
        {text && <Text size="sm">{text}</Text>}
        <Textarea
          label={label}
          description={description}
          required={required}
          error={missing && isBlank(note) && t("task.transition.missing")}
          autosize
          minRows={3}
          maxRows={12}
          maxLength={MOST_LETTERS}
          data-autofocus
          value={note}
          onChange={(event) => {
            setNote(event.currentTarget.value);
          }}
          onKeyDown={getHotkeyHandler([["mod+Enter", send]])}
        />
        <Group justify="flex-end">
          <Text size="xs" c="dimmed" mr="auto" visibleFrom="sm">
            <Kbd size="xs">Ctrl</Kbd> <Kbd size="xs">Enter</Kbd> {t("task.keys.send")}
          </Text>
          <Button variant="default" onClick={onClose}>
            {t("ui:actions.cancel")}
          </Button>
          <Button type="submit" loading={pending}>
            {submit}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
