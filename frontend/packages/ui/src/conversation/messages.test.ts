import { expect, test } from "vitest";

import { type Message, type Outgoing, merge, unsent } from "./messages";

const ME = "me";

function message(seq: number, more: Partial<Message> = {}): Message {
  return {
    id: `m${seq}`,
    seq,
    ticket: "TTS-1",
    author: { id: "ana", full_name: "Ana" },
    part: "staff",
    visibility: "public",
    body: `text ${seq}`,
    reply_to: null,
    created_at: "2026-01-01T00:00:00Z",
    ...more,
  };
}

const page = (...seqs: number[]) => ({ items: seqs.map((seq) => message(seq)) });
const seqs = (messages: Message[]) => messages.map(({ seq }) => seq);

test("pages and frames become one list, oldest first, each message once", () => {
  const merged = merge([page(6, 5), page(3, 1)], [message(7), message(6), message(8)]);
  expect(seqs(merged)).toEqual([1, 3, 5, 6, 7, 8]);
});

test("frames are shown before anything was fetched", () => {
  expect(seqs(merge([{ items: [] }], [message(2), message(1)]))).toEqual([1, 2]);
});

test("frames from before a gap wait for the older pages", () => {
  const received = [message(2), message(3)];
  expect(seqs(merge([page(90, 89)], received))).toEqual([89, 90]);
  expect(seqs(merge([page(90, 89), page(4, 2)], received))).toEqual([2, 3, 4, 89, 90]);
});

const outgoing = (body: string, after: number): Outgoing => ({
  key: body,
  body,
  visibility: "public",
  after,
  error: null,
});

test("what was sent is on its way until it arrives", () => {
  const sent = [outgoing("hello", 4)];
  expect(unsent(sent, [message(4)], ME)).toEqual(sent);
  const own = message(5, { author: { id: ME, full_name: "Me" }, body: "hello" });
  expect(unsent(sent, [message(4), own], ME)).toEqual([]);
});

test("the same words from before, from somebody else or for others are not what was sent", () => {
  const sent = [outgoing("hello", 4)];
  const author = { id: ME, full_name: "Me" };
  const others = [
    message(3, { author, body: "hello" }),
    message(5, { body: "hello" }),
    message(6, { author, body: "hello", visibility: "internal" }),
  ];
  expect(unsent(sent, others, ME)).toEqual(sent);
});
