import { useSessionStorage } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { errorText } from "../data/text";
import { useAccount } from "../session/useSession";

import { messagesOf, postMessage } from "./api";
import { type Message, type Outgoing, type Visibility, merge, unsent } from "./messages";

/** The messages of a ticket: fetched, brought by the socket, and on their way. */
export function useMessages(ticket: string) {
  const { t } = useTranslation("ui");
  const me = useAccount().id;
  const query = useInfiniteQuery(messagesOf(ticket));
  const [received, setReceived] = useState<Message[]>([]);
  const [inFlight, setInFlight] = useState<string[]>([]);
  // Kept, so that a message that failed survives going to another page and back.
  const [kept, setKept] = useSessionStorage<Outgoing[]>({
    key: `tts-outgoing:${me}:${ticket}`,
    defaultValue: [],
    getInitialValueInEffect: false,
  });
  const messages = merge(query.data?.pages ?? [], received);
  const outgoing = unsent(kept, messages, me);

  const receive = (message: Message) => {
    setReceived((before) => [...before, message]);
  };
  const drop = (key: string) => {
    setKept((before) => before.filter((each) => each.key !== key));
  };
  const deliver = async (message: Outgoing) => {
    setInFlight((keys) => [...keys, message.key]);
    try {
      receive(await postMessage(ticket, message));
      drop(message.key);
    } catch (error) {
      // Said beside the message, where it can be sent again.
      const failed = { ...message, error: errorText(error, t).message };
      setKept((before) => before.map((each) => (each.key === message.key ? failed : each)));
    }
    setInFlight((keys) => keys.filter((key) => key !== message.key));
  };
  const send = (body: string, visibility: Visibility) => {
    const after = messages.at(-1)?.seq ?? 0;
    const key = crypto.randomUUID();
    const message = { key, body: body.trim(), visibility, after, error: null };
    setKept([...outgoing, message]);
    void deliver(message);
  };
  return { query, messages, outgoing, inFlight, receive, send, deliver, drop };
}
