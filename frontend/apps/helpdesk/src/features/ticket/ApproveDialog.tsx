import { Button, Group, Select, Stack, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { PRIORITIES, type Priority } from "@tts/api";
import { Dialog } from "@tts/ui";
import { useTranslation } from "react-i18next";

import { type Ticket, categories, departments } from "../../shared/api";

import { approve } from "./api";
import { useAct } from "./useAct";

type Props = { ticket: Ticket; onClose: () => void; onDecided: () => void };

/** How urgent it is and whose work; the category suggests the department. */
export function ApproveDialog({ ticket, onClose, onDecided }: Props) {
  const { t } = useTranslation();
  const known = useQuery(departments).data?.items ?? [];
  const usual = useQuery(categories).data?.items.find(({ name }) => name === ticket.category);
  const form = useForm<{ priority: Priority; department: string | null; note: string }>({
    initialValues: { priority: "Medium", department: null, note: "" },
  });
  const department = form.values.department ?? usual?.department ?? null;
  const command = useAct(
    ticket,
    () => {
      const { priority, note } = form.values;
      const body = { priority, department: department ?? "", note: note.trim() || null };
      return approve(ticket, body);
    },
    {
      said: t("ticket.done.approve"),
      onDone: () => {
        onClose();
        onDecided();
      },
    },
  );
  return (
    <Dialog opened onClose={onClose} title={t("ticket.approve.title", { number: ticket.number })}>
      <form
        onSubmit={form.onSubmit(() => {
          command.mutate();
        })}
      >
        <Stack>
          <Select
            data-autofocus
            label={t("tickets.columns.priority")}
            required
            allowDeselect={false}
            data={PRIORITIES.map((value) => ({ value, label: t(`ui:priority.${value}`) }))}
            {...form.getInputProps("priority")}
          />
          <Select
            label={t("ticket.facts.department")}
            required
            allowDeselect={false}
            searchable
            data={known.map(({ name }) => name)}
            {...form.getInputProps("department")}
            value={department}
          />
          <Textarea
            label={t("ticket.approve.note")}
            description={t("ticket.requesterReads")}
            autosize
            minRows={2}
            maxLength={2_000}
            {...form.getInputProps("note")}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("ui:actions.cancel")}
            </Button>
            <Button type="submit" loading={command.isPending} disabled={department === null}>
              {t("ticket.act.approve")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
