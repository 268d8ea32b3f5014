import { Group, Stack, Text, VisuallyHidden } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { Frame } from "@tts/api";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { EmptyState } from "../components/EmptyState";
import { ErrorState } from "../components/ErrorState";
import { userText } from "../i18n/bidi";
import { useTicketSocket } from "../live/useTicketSocket";
import { useAccount } from "../session/useSession";

import { Composer } from "./Composer";
import { ConversationSkeleton } from "./Conversation";
import { MessageList } from "./MessageList";
import { type ConversationDetail, conversationOf, isHidden } from "./api";
import type { Message } from "./messages";
import { useMessages } from "./useMessages";
import { useOthers } from "./useOthers";

/** The conversation of whoever takes part in it; others are told that they do not. */
export default function ConversationView({ ticket }: { ticket: string }) {
  const query = useQuery(conversationOf(ticket));
  if (query.data) return <Members conversation={query.data} />;
  if (isHidden(query.error)) return <NoPart />;
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return <ConversationSkeleton />;
}

function NoPart() {
  const { t } = useTranslation("ui");
  return (
    <EmptyState icon={<IconLock size={28} aria-hidden />} title={t("conversation.noPart")}>
      {t("conversation.noPartExplained")}
    </EmptyState>
  );
}

function Members({ conversation }: { conversation: ConversationDetail }) {
  const { t } = useTranslation("ui");
  const me = useAccount().id;
  const { ticket, part } = conversation;
  const talk = useMessages(ticket);
  const others = useOthers(me);
  const [news, setNews] = useState("");
  const onFrame = (frame: Frame) => {
    others.onFrame(frame);
    if (frame.type !== "message_sent") return;
    const message = frame.data.message as Message;
    talk.receive(message);
    others.stopped(message.author.id);
    if (message.author.id !== me) {
      setNews(
        t("conversation.said", { author: userText(message.author.full_name), body: message.body }),
      );
    }
  };
  const socket = useTicketSocket(ticket, onFrame);
  if (socket.state === "refused") return <NoPart />;
  return (
    <Stack gap="sm">
      <VisuallyHidden role="status">{news}</VisuallyHidden>
      <MessageList ticket={ticket} talk={talk} />
      <Who here={others.here} typing={others.typing} />
      <Composer
        ticket={ticket}
        part={part}
        requester={conversation.participants.find((each) => each.part === "requester")?.full_name}
        onSend={talk.send}
        say={socket.send}
      />
    </Stack>
  );
}

type WhoProps = Record<"here" | "typing", { id: string; full_name: string }[]>;

function Who({ here, typing }: WhoProps) {
  const { t, i18n } = useTranslation("ui");
  const list = new Intl.ListFormat(i18n.language);
  const names = (people: WhoProps["here"]) =>
    list.format(people.map((each) => userText(each.full_name)));
  return (
    <Group justify="space-between" gap="xs" mih={22}>
      <Text size="sm" c="dimmed">
        {here.length > 0 && t("conversation.here", { names: names(here) })}
      </Text>
      <Text size="sm" c="dimmed" fs="italic" role="status">
        {typing.length > 0 &&
          t("conversation.typing", { names: names(typing), count: typing.length })}
      </Text>
    </Group>
  );
}
