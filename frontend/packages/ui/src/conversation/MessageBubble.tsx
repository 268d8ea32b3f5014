import { Anchor, Button, Group, Loader, Text } from "@mantine/core";
import { IconAlertCircle, IconLock } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { RelativeTime } from "../components/RelativeTime";
import { UserText } from "../components/UserText";

import classes from "./Conversation.module.css";
import type { Message, Outgoing, Visibility } from "./messages";

const ADDRESS = /(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]])/;

type SaidProps = { message: Message; isOwn: boolean };

/** A message that was posted. */
export function SaidBubble({ message, isOwn }: SaidProps) {
  const { t } = useTranslation("ui");
  return (
    <Bubble
      isOwn={isOwn}
      visibility={message.visibility}
      author={isOwn ? t("conversation.you") : message.author.full_name}
      badge={!isOwn && message.part === "requester" ? t("conversation.requester") : undefined}
      when={<RelativeTime at={message.created_at} />}
      body={message.body}
    />
  );
}

type OutgoingProps = {
  message: Outgoing;
  isSending: boolean;
  onAgain: () => void;
  onDrop: () => void;
};

/** A message on its way, or one that did not arrive. */
export function OutgoingBubble({ message, isSending, onAgain, onDrop }: OutgoingProps) {
  const { t } = useTranslation("ui");
  return (
    <Bubble
      isOwn
      visibility={message.visibility}
      author={t("conversation.you")}
      when={isSending ? t("conversation.sending") : undefined}
      body={message.body}
    >
      {isSending ? (
        <Loader size={14} aria-hidden />
      ) : (
        <Group gap="xs" role="alert">
          <IconAlertCircle size={16} className={classes.failed} aria-hidden />
          <Text size="sm" className={classes.failed} flex="1 1 12rem">
            {t("conversation.failed")} {message.error}
          </Text>
          <Button size="compact-sm" variant="default" onClick={onAgain}>
            {t("conversation.again")}
          </Button>
          <Button size="compact-sm" variant="subtle" color="gray" onClick={onDrop}>
            {t("conversation.discard")}
          </Button>
        </Group>
      )}
    </Bubble>
  );
}

type BubbleProps = {
  isOwn: boolean;
  visibility: Visibility;
  author: string;
  badge?: string;
  when: ReactNode;
  body: string;
  children?: ReactNode;
};

function Bubble({ isOwn, visibility, author, badge, when, body, children }: BubbleProps) {
  const { t } = useTranslation("ui");
  return (
    <li className={classes.bubble} data-own={isOwn} data-visibility={visibility}>
      {visibility === "internal" && (
        <Text size="xs" fw={700} className={classes.internal}>
          <IconLock size={13} aria-hidden /> {t("conversation.internal")}
        </Text>
      )}
      <Group gap={6} mb={2}>
        <Text size="sm" fw={650}>
          <UserText text={author} />
        </Text>
        {badge && <Text size="xs">{badge}</Text>}
        <Text size="xs" className={classes.when}>
          {when}
        </Text>
      </Group>
      <Text size="sm" className={classes.body} dir="auto">
        {linked(body)}
      </Text>
      {children}
    </li>
  );
}

/** A text with its web addresses as links. */
function linked(text: string): ReactNode[] {
  return text.split(ADDRESS).map((piece, index) =>
    index % 2 === 0 ? (
      piece
    ) : (
      // Pieces of one text never change places.
      <Anchor key={index} href={piece} target="_blank" rel="noopener noreferrer" inherit>
        {piece}
      </Anchor>
    ),
  );
}
