import { Alert, Button, Group, Select, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Dialog, UserText, useCommand } from "@tts/ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { workflowChoices } from "../../shared/workflowLists";

import { type UnmatchedTicket, assign } from "./api";

const STALE = [
  ["workflow", "unmatched"],
  ["workflow", "tasks"],
  ["workflow", "counters"],
];

type Props = { ticket: UnmatchedTicket; onClose: () => void };

/** Give a ticket to a workflow that would not have taken it. */
export default function AssignDialog({ ticket, onClose }: Props) {
  const { t } = useTranslation();
  const { data, error } = useQuery(workflowChoices({ status: "published" }));
  const [workflowId, setWorkflowId] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const command = useCommand({
    run: (id: string) => assign(ticket.ticket, id),
    stale: STALE,
    said: t("unmatched.assigned", { ticket: ticket.ticket }),
    onDone: onClose,
  });
  return (
    <Dialog opened onClose={onClose} title={t("unmatched.assignTicket", { ticket: ticket.ticket })}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setMissing(workflowId === null);
          if (workflowId !== null) command.mutate(workflowId);
        }}
      >
        <Stack>
          <Text>
            <UserText text={ticket.subject} />
          </Text>
          <Select
            label={t("unmatched.workflow")}
            description={t("unmatched.workflowExplained")}
            required
            searchable
            data-autofocus
            data={(data?.items ?? []).map(({ id, name, category }) => ({
              value: id,
              label: name === category ? name : `${name} (${category})`,
            }))}
            nothingFoundMessage={t("unmatched.noWorkflow")}
            value={workflowId}
            error={missing && workflowId === null ? t("unmatched.chooseWorkflow") : null}
            onChange={setWorkflowId}
          />
          {error && <Alert color="red">{t("unmatched.noWorkflows")}</Alert>}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("ui:actions.cancel")}
            </Button>
            <Button type="submit" loading={command.isPending}>
              {t("unmatched.assign")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
