import { Alert, Button, Group, List, Stack, Text, Textarea } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { ApiError } from "@tts/api";
import { Dialog, useCommand } from "@tts/ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { ProblemText } from "./ProblemText";
import { WORKFLOWS, type WorkflowDetail, draftOf, publish, workflowOf } from "./api";
import { useDraft } from "./useDraft";

const NOTE_LENGTH = 1000;

type Props = { workflow: WorkflowDetail; onClose: () => void };

/** Make a version of the draft, which new tickets run by from then on. */
export function PublishDialog({ workflow, onClose }: Props) {
  const { t } = useTranslation();
  const { problems, checked, unsaved, editor, save, reload } = useDraft();
  const [note, setNote] = useState("");
  const { id, active_version: number } = workflow;
  const command = useCommand({
    run: async () => {
      const revision = unsaved ? await save() : editor.revision;
      if (revision === null) return false;
      await publish(id, revision, note.trim());
      await reload();
      return true;
    },
    stale: [workflowOf(id).queryKey, draftOf(id).queryKey, ["workflow", "versions", id], WORKFLOWS],
    onDone: onClose,
  });
  const isTaken = command.error instanceof ApiError && command.error.code === "workflow_key_taken";
  return (
    <Dialog opened onClose={onClose} size="lg" title={t("editor.publish.title")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          command.mutate();
        }}
      >
        <Stack>
          <Text>
            {number === null
              ? t("editor.publish.first", takes(workflow))
              : t("editor.publish.replaces", { number })}
          </Text>
          {problems.length > 0 && (
            <Alert
              color="red"
              icon={<IconAlertTriangle size={18} aria-hidden />}
              title={t("editor.publish.problems", { count: problems.length })}
            >
              <List size="sm">
                {problems.map((problem) => (
                  <List.Item key={JSON.stringify(problem)}>
                    <ProblemText problem={problem} />
                  </List.Item>
                ))}
              </List>
            </Alert>
          )}
          {isTaken && (
            <Alert color="red" title={t("editor.publish.keyTaken")} role="alert">
              {command.error?.message} {t("editor.publish.keyTakenExplained")}
            </Alert>
          )}
          <Textarea
            label={t("editor.publish.note")}
            description={t("editor.publish.noteExplained")}
            autosize
            minRows={2}
            maxLength={NOTE_LENGTH}
            data-autofocus
            value={note}
            onChange={(event) => {
              setNote(event.currentTarget.value);
            }}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("ui:actions.cancel")}
            </Button>
            <Button
              type="submit"
              loading={command.isPending}
              disabled={problems.length > 0 || !checked}
            >
              {unsaved ? t("editor.publish.saveAndSubmit") : t("editor.publish.submit")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

function takes({ category, sub_category: sub, department }: WorkflowDetail) {
  return { category: sub === null ? category : `${category} › ${sub}`, department };
}
