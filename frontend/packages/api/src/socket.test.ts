import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { type Frame, LiveSocket, type SocketState } from "./socket";

/** The server's end of every socket that was opened, in order. */
let opened: FakeSocket[];

class FakeSocket {
  static readonly OPEN = 1;
  readonly url: string;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  isClosed = false;

  constructor(url: string) {
    this.url = url;
    opened.push(this);
  }

  close() {
    this.isClosed = true;
  }

  says(type: string, seq: number | null, data: Record<string, unknown> = {}) {
    this.onmessage?.({ data: JSON.stringify({ type, seq, at: "", data }) });
  }

  greets(head: number) {
    this.says("connection_established", null, { head });
  }
}

let frames: number[];
let states: SocketState[];
let stale: number;
let live: LiveSocket;

beforeEach(() => {
  vi.useFakeTimers();
  document.cookie = `session_expires=${String(Math.floor(Date.now() / 1000) + 300)}; path=/`;
  opened = [];
  frames = [];
  states = [];
  stale = 0;
  vi.stubGlobal("WebSocket", FakeSocket);
  live = new LiveSocket("/ws", {
    onFrame: (frame: Frame) => frames.push(frame.seq ?? -1),
    onStale: () => {
      stale += 1;
    },
    onState: (state) => states.push(state),
  });
});

afterEach(() => {
  live.close();
  vi.useRealTimers();
});

async function connection(number: number): Promise<FakeSocket> {
  await vi.advanceTimersByTimeAsync(0);
  const socket = opened[number - 1];
  if (!socket) throw new Error(`connection ${number} was not opened`);
  return socket;
}

test("frames are delivered in order, each once", async () => {
  live.open();
  const first = await connection(1);
  first.greets(4);
  first.says("message", 5);
  first.says("message", 5);
  first.says("message", 6);
  expect(frames).toEqual([5, 6]);
  expect(stale).toBe(1);
});

test("a gap opens the socket anew from the last frame", async () => {
  live.open();
  const first = await connection(1);
  first.greets(4);
  first.says("message", 6);
  expect(frames).toEqual([]);
  expect(first.isClosed).toBe(true);
  expect((await connection(2)).url).toMatch(/\?since=4$/);
});

test("a ping that knows more than we do opens the socket anew", async () => {
  live.open();
  const first = await connection(1);
  first.greets(4);
  first.says("ping", null, { head: 4 });
  expect(first.isClosed).toBe(false);
  first.says("ping", null, { head: 5 });
  expect((await connection(2)).url).toMatch(/\?since=4$/);
});

test("after a lost connection the missed frames follow, later frames of the old one do not", async () => {
  live.open();
  const first = await connection(1);
  first.greets(4);
  first.onclose?.({ code: 1006 });
  await vi.advanceTimersByTimeAsync(1_000);
  const second = await connection(2);
  first.says("message", 99);
  second.greets(6);
  second.says("message", 5);
  second.says("message", 6);
  expect(frames).toEqual([5, 6]);
});

test("after a reset everything is stale and counting goes on from the head", async () => {
  live.open();
  const first = await connection(1);
  first.greets(4);
  first.says("reset", null, { head: 900 });
  first.says("message", 901);
  expect(stale).toBe(2);
  expect(frames).toEqual([901]);
});

test("who is no member any more is not connected again", async () => {
  live.open();
  const first = await connection(1);
  first.greets(4);
  first.onclose?.({ code: 4403 });
  await vi.advanceTimersByTimeAsync(120_000);
  expect(states.at(-1)).toBe("refused");
  expect(opened).toHaveLength(1);
});

test("a silent connection is given up", async () => {
  live.open();
  const first = await connection(1);
  first.greets(4);
  await vi.advanceTimersByTimeAsync(76_000);
  expect(first.isClosed).toBe(true);
  expect(opened.length).toBeGreaterThan(1);
});

test("waiting gets longer, and ends at once when the network is back", async () => {
  live.open();
  for (let attempt = 1; attempt <= 6; attempt += 1) {
    (await connection(attempt)).onclose?.({ code: 1006 });
    await vi.advanceTimersByTimeAsync(500 * 2 ** attempt);
  }
  (await connection(7)).onclose?.({ code: 1006 });
  await vi.advanceTimersByTimeAsync(10);
  expect(opened).toHaveLength(7);
  window.dispatchEvent(new Event("online"));
  await connection(8);
});

test("a closed socket stays closed", async () => {
  live.open();
  const first = await connection(1);
  first.greets(0);
  live.close();
  first.onclose?.({ code: 1006 });
  await vi.advanceTimersByTimeAsync(120_000);
  expect(opened).toHaveLength(1);
});
