import { ActionIcon, Button, Group, Menu, Text, Tooltip } from "@mantine/core";
import {
  IconArchive,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconDeviceFloppy,
  IconDots,
  IconPlayerPause,
  IconPlayerPlay,
  IconRocket,
  IconTrash,
} from "@tabler/icons-react";
import { confirm, said, useCommand } from "@tts/ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { PublishDialog } from "./PublishDialog";
import { WORKFLOWS, type WorkflowDetail, act, discardDraft, draftOf, workflowOf } from "./api";
import { useDraft } from "./useDraft";

/** What is done to the draft as a whole, and to the workflow. */
export function EditorActions({ workflow }: { workflow: WorkflowDetail }) {
  const { t } = useTranslation();
  const { unsaved, saving, save } = useDraft();
  const [publishing, setPublishing] = useState(false);
  const publish = workflow.actions.find(({ name }) => name === "publish");
  // What is unsaved is saved first, so there is something to publish then.
  const refused = unsaved || publish?.allowed ? null : said(publish?.reason ?? "");
  return (
    <>
      <SaveState workflow={workflow} />
      <History />
      <Tooltip label={t("editor.saveKeys")}>
        <Button
          variant="default"
          leftSection={<IconDeviceFloppy size={16} aria-hidden />}
          loading={saving}
          data-disabled={!unsaved || undefined}
          aria-disabled={!unsaved}
          aria-keyshortcuts="Control+S"
          onClick={() => {
            if (unsaved) void save();
          }}
        >
          {t("ui:actions.save")}
        </Button>
      </Tooltip>
      <Tooltip label={refused} disabled={refused === null} multiline maw={320}>
        <Button
          leftSection={<IconRocket size={16} aria-hidden />}
          data-disabled={refused !== null || undefined}
          aria-disabled={refused !== null}
          onClick={() => {
            if (refused === null) setPublishing(true);
          }}
        >
          {t("editor.publish.open")}
        </Button>
      </Tooltip>
      <MoreActions workflow={workflow} />
      {publishing && (
        <PublishDialog
          workflow={workflow}
          onClose={() => {
            setPublishing(false);
          }}
        />
      )}
    </>
  );
}

/** Whether the work is safe, said aloud when it changes. */
function SaveState({ workflow }: { workflow: WorkflowDetail }) {
  const { t } = useTranslation();
  const { unsaved, saving, server } = useDraft();
  const number = workflow.active_version;
  let text = t("editor.state.saved");
  if (saving) text = t("editor.state.saving");
  else if (unsaved) text = t("editor.state.unsaved");
  else if (!server.changed && number !== null) text = t("editor.state.published", { number });
  return (
    <Text role="status" size="sm" c={unsaved ? "var(--mantine-color-orange-text)" : "dimmed"}>
      {text}
    </Text>
  );
}

function History() {
  const { t } = useTranslation();
  const { editor, dispatch } = useDraft();
  const steps = [
    { name: "undo", Icon: IconArrowBackUp, there: editor.past.length, keys: "Control+Z" },
    {
      name: "redo",
      Icon: IconArrowForwardUp,
      there: editor.future.length,
      keys: "Control+Shift+Z",
    },
  ] as const;
  return (
    <Group gap={2} wrap="nowrap">
      {steps.map(({ name, Icon, there, keys }) => (
        <Tooltip key={name} label={t(`editor.${name}Keys`)}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t(`editor.${name}`)}
            aria-keyshortcuts={keys}
            data-disabled={there === 0 || undefined}
            aria-disabled={there === 0}
            onClick={() => {
              dispatch({ type: name });
            }}
          >
            <Icon size={20} />
          </ActionIcon>
        </Tooltip>
      ))}
    </Group>
  );
}

const ACTS = {
  pause: { Icon: IconPlayerPause, danger: false },
  resume: { Icon: IconPlayerPlay, danger: false },
  archive: { Icon: IconArchive, danger: true },
} as const;

type Act = keyof typeof ACTS;

function MoreActions({ workflow }: { workflow: WorkflowDetail }) {
  const { t } = useTranslation();
  const { server, unsaved, editor, reload } = useDraft();
  const key = workflowOf(workflow.id).queryKey;
  const doing = useCommand({
    run: (name: Act) => act(workflow.id, workflow.revision, name),
    stale: [key, WORKFLOWS],
  });
  const discarding = useCommand({
    run: async () => {
      await discardDraft(workflow.id, editor.revision);
      await reload();
    },
    stale: [key, draftOf(workflow.id).queryKey],
    said: t("editor.discard.done"),
  });
  const ask = (name: "discard" | Act, danger: boolean) =>
    confirm({
      title: t(`editor.${name}.title`),
      text: t(`editor.${name}.text`),
      confirm: t(`editor.${name}.confirm`),
      danger,
    });
  const allowed = (Object.keys(ACTS) as Act[]).filter((name) =>
    workflow.actions.some((action) => action.name === name && action.allowed),
  );
  const discards = server.changed || unsaved;
  if (!discards && allowed.length === 0) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon
          variant="default"
          size={36}
          aria-label={t("editor.more")}
          loading={doing.isPending || discarding.isPending}
        >
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {discards && (
          <Menu.Item
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={async () => {
              if (await ask("discard", true)) discarding.mutate();
            }}
          >
            {t("editor.discard.open")}
          </Menu.Item>
        )}
        {allowed.map((name) => {
          const { Icon, danger } = ACTS[name];
          return (
            <Menu.Item
              key={name}
              color={danger ? "red" : undefined}
              leftSection={<Icon size={16} aria-hidden />}
              onClick={async () => {
                if (await ask(name, danger)) doing.mutate(name);
              }}
            >
              {t(`editor.${name}.open`)}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
