import type { Schemas } from "@tts/api";

export type Message = Schemas.Messaging["MessageDetail"];
export type Visibility = Message["visibility"];
type Page = { items: Message[] };

/** A message on its way; `after` is the newest one that was shown when it was sent. */
export type Outgoing = {
  key: string;
  body: string;
  visibility: Visibility;
  after: number;
  error: string | null;
};

/**
 * What was fetched and what the socket brought, each once, oldest first.
 *
 * What the socket brought before the oldest fetched message is left out: between both, messages may
 * be missing. They come with the older pages.
 */
export function merge(pages: Page[], received: Message[]): Message[] {
  const fetched = pages.flatMap(({ items }) => items);
  const from = Math.min(...fetched.map(({ seq }) => seq));
  const fits = fetched.length === 0 ? received : received.filter(({ seq }) => seq >= from);
  const byId = new Map([...fits, ...fetched].map((message) => [message.id, message]));
  return [...byId.values()].sort((a, b) => a.seq - b.seq);
}

/** The messages on their way that have not arrived, by the answer or by the socket. */
export function unsent(outgoing: Outgoing[], messages: Message[], me: string): Outgoing[] {
  return outgoing.filter(
    ({ body, visibility, after }) =>
      !messages.some(
        (message) =>
          message.author.id === me &&
          message.seq > after &&
          message.visibility === visibility &&
          message.body === body,
      ),
  );
}
