import { Box, Button, Center, Stack, Text } from "@mantine/core";
import { IconArrowDown } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { ErrorState } from "../components/ErrorState";
import { useAccount } from "../session/useSession";

import { ConversationSkeleton } from "./Conversation";
import classes from "./Conversation.module.css";
import { OutgoingBubble, SaidBubble } from "./MessageBubble";
import type { useMessages } from "./useMessages";
import { useReadMark } from "./useReadMark";
import { useStickToEnd } from "./useStickToEnd";

type Props = { ticket: string; talk: ReturnType<typeof useMessages> };

/** The messages, oldest first; it stays at the end unless one has scrolled up. */
export function MessageList({ ticket, talk }: Props) {
  const { t } = useTranslation("ui");
  const me = useAccount().id;
  const { query, messages, outgoing, inFlight } = talk;
  const newest = messages.at(-1);
  const own = outgoing.at(-1)?.key;
  const { box, atEnd, hasNew, onScroll, toEnd } = useStickToEnd({
    first: messages[0]?.id,
    last: newest?.id,
    own,
  });
  const endRef = useReadMark(ticket, newest?.id);
  if (!query.data) {
    if (!query.error) return <ConversationSkeleton />;
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  }
  return (
    <Box pos="relative">
      <Box
        ref={box}
        className={classes.list}
        role="region"
        aria-label={t("conversation.messages")}
        tabIndex={0}
        onScroll={onScroll}
      >
        {query.hasNextPage && (
          <Center pb="sm">
            <Button
              variant="subtle"
              size="compact-sm"
              loading={query.isFetchingNextPage}
              onClick={() => void query.fetchNextPage()}
            >
              {t("conversation.older")}
            </Button>
          </Center>
        )}
        {messages.length + outgoing.length === 0 && (
          <Text c="dimmed" ta="center" py="xl">
            {t("conversation.empty")}
          </Text>
        )}
        <Stack component="ol" gap="sm" className={classes.messages}>
          {messages.map((message) => (
            <SaidBubble key={message.id} message={message} isOwn={message.author.id === me} />
          ))}
          {outgoing.map((message) => (
            <OutgoingBubble
              key={message.key}
              message={message}
              isSending={inFlight.includes(message.key)}
              onAgain={() => void talk.deliver(message)}
              onDrop={() => {
                talk.drop(message.key);
              }}
            />
          ))}
        </Stack>
        <div ref={endRef} className={classes.end} />
      </Box>
      {!atEnd && (
        <Center className={classes.toEnd}>
          <Button
            size="compact-sm"
            radius="xl"
            leftSection={<IconArrowDown size={14} aria-hidden />}
            onClick={toEnd}
          >
            {hasNew ? t("conversation.newMessages") : t("conversation.toEnd")}
          </Button>
        </Center>
      )}
    </Box>
  );
}
