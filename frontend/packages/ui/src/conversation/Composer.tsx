import { Button, Group, SegmentedControl, Stack, Text, Textarea } from "@mantine/core";
import { getHotkeyHandler, useSessionStorage } from "@mantine/hooks";
import { IconLock, IconSend } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { isBlank } from "../data/blank";
import { useAccount } from "../session/useSession";

import classes from "./Conversation.module.css";
import type { ConversationDetail } from "./api";
import type { Visibility } from "./messages";
import { useTyping } from "./useTyping";

const LONGEST = 10_000;
const NOTHING: { body: string; visibility: Visibility } = { body: "", visibility: "public" };

type Props = {
  ticket: string;
  part: ConversationDetail["part"];
  requester: string | undefined;
  onSend: (body: string, visibility: Visibility) => void;
  /** Tells the others something over the ticket's socket. */
  say: (type: string, data?: Record<string, unknown>) => void;
};

/** Where one writes; what is written is kept for this ticket until it is sent. */
export function Composer({ ticket, part, requester, onSend, say }: Props) {
  const { t } = useTranslation("ui");
  const me = useAccount().id;
  const [draft, setDraft] = useSessionStorage({
    key: `tts-draft:${me}:${ticket}`,
    defaultValue: NOTHING,
    getInitialValueInEffect: false,
  });
  const typing = useTyping(say);
  const visibility = part === "staff" ? draft.visibility : "public";
  const isInternal = visibility === "internal";
  const isEmpty = isBlank(draft.body);
  const write = (body: string) => {
    setDraft({ ...draft, body });
    if (isBlank(body)) typing.stop();
    else typing.type(visibility);
  };
  const send = () => {
    if (isEmpty) return;
    typing.stop();
    onSend(draft.body, visibility);
    setDraft({ ...draft, body: "" });
  };
  const label = isInternal ? t("conversation.write.internal") : t("conversation.write.public");
  return (
    <Stack gap="xs" className={classes.composer} data-visibility={visibility}>
      {part === "staff" && (
        <SegmentedControl
          size="xs"
          style={{ alignSelf: "start" }}
          aria-label={t("conversation.whoSees")}
          value={visibility}
          onChange={(chosen) => {
            typing.stop();
            setDraft({ ...draft, visibility: chosen });
          }}
          data={[
            { value: "public" as Visibility, label: t("conversation.publicReply") },
            { value: "internal" as Visibility, label: t("conversation.internalNote") },
          ]}
        />
      )}
      <Textarea
        aria-label={label}
        placeholder={label}
        dir="auto"
        autosize
        minRows={2}
        maxRows={12}
        maxLength={LONGEST}
        value={draft.body}
        onChange={(event) => {
          write(event.currentTarget.value);
        }}
        onBlur={typing.stop}
        onKeyDown={getHotkeyHandler([["mod+Enter", send]])}
      />
      <Group justify="space-between" gap="xs">
        <Text size="xs" className={classes.when} flex="1 1 10rem">
          {part === "staff" &&
            (isInternal
              ? t("conversation.onlyStaff")
              : t("conversation.everybody", { name: requester }))}{" "}
          {t("conversation.shortcut")}
        </Text>
        <Button
          leftSection={
            isInternal ? <IconLock size={16} aria-hidden /> : <IconSend size={16} aria-hidden />
          }
          color={isInternal ? "yellow.8" : undefined}
          // Still focusable after sending, so that the focus is not lost.
          data-disabled={isEmpty || undefined}
          aria-disabled={isEmpty}
          onClick={send}
        >
          {isInternal ? t("conversation.saveNote") : t("conversation.send")}
        </Button>
      </Group>
    </Stack>
  );
}
