/**
 * A stream of numbered frames that loses none.
 *
 * A frame with `seq` is delivered once and in order. When one is missing, the socket is opened anew
 * with `since` and the server replays; after `reset` too much was missed and everything is to be
 * fetched again. Frames without `seq` (typing, presence, hints) are for those who listen now.
 */
import { addresses } from "./config";
import { freshToken, refresh, tokenEnd } from "./session";

export type Frame = {
  type: string;
  seq: number | null;
  at: string;
  data: Record<string, unknown>;
};

export type SocketState = "connecting" | "open" | "waiting" | "refused";

export type SocketHandlers = {
  onFrame: (frame: Frame) => void;
  /** What was shown may be old: at every opening, for what has no `seq`, and at a reset. */
  onStale: () => void;
  onState: (state: SocketState) => void;
};

const SESSION_ENDED = 4401;
const NOT_A_MEMBER = 4403;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
/** The server pings every 30 s; a connection that is silent for longer is dead. */
const SILENCE_MS = 75_000;

export class LiveSocket {
  readonly #path: string;
  readonly #handlers: SocketHandlers;
  #socket: WebSocket | null = null;
  #seq: number | null = null;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #closed = true;

  constructor(path: string, handlers: SocketHandlers) {
    this.#path = path;
    this.#handlers = handlers;
  }

  open(): void {
    this.#closed = false;
    window.addEventListener("online", this.#hurry);
    void this.#connect();
  }

  close(): void {
    this.#closed = true;
    window.removeEventListener("online", this.#hurry);
    clearTimeout(this.#timer);
    this.#drop();
  }

  send(type: string, data: Record<string, unknown> = {}): void {
    if (this.#socket?.readyState === WebSocket.OPEN) {
      this.#socket.send(JSON.stringify({ type, data }));
    }
  }

  async #connect(): Promise<void> {
    this.#handlers.onState("connecting");
    let mayConnect = false;
    try {
      mayConnect = await freshToken();
    } catch {
      this.#wait();
      return;
    }
    // Closed, or connected otherwise, while the token was refreshed.
    if (this.#closed || this.#socket !== null) return;
    if (!mayConnect) {
      this.#wait();
      return;
    }
    const since = this.#seq === null ? "" : `?since=${String(this.#seq)}`;
    const socket = new WebSocket(addresses.gateway.replace(/^http/, "ws") + this.#path + since);
    this.#socket = socket;
    socket.onmessage = (event: MessageEvent<string>) => {
      if (socket === this.#socket) this.#receive(JSON.parse(event.data) as Frame);
    };
    socket.onclose = (event) => {
      if (socket === this.#socket) this.#lost(event.code);
    };
    this.#listen();
  }

  #receive(frame: Frame): void {
    this.#listen();
    const head = typeof frame.data.head === "number" ? frame.data.head : null;
    if (frame.type === "connection_established") {
      this.#failures = 0;
      this.#seq ??= head;
      this.#handlers.onState("open");
      this.#handlers.onStale();
    } else if (frame.type === "reset") {
      this.#seq = head;
      this.#handlers.onStale();
    } else if (frame.type === "ping") {
      if (head !== null && head > (this.#seq ?? 0)) this.#again();
    } else if (frame.seq === null) {
      this.#handlers.onFrame(frame);
    } else if (this.#seq === null || frame.seq === this.#seq + 1) {
      this.#seq = frame.seq;
      this.#handlers.onFrame(frame);
    } else if (frame.seq > this.#seq) {
      this.#again();
    }
  }

  #lost(code: number): void {
    this.#drop();
    if (this.#closed) return;
    if (code === NOT_A_MEMBER) {
      // The numbers are those of the part one had; another part counts anew.
      this.#seq = null;
      this.#handlers.onState("refused");
      return;
    }
    if (code === SESSION_ENDED) {
      void refresh(tokenEnd()).then(
        (goesOn) => {
          if (goesOn && !this.#closed) void this.#connect();
        },
        () => {
          this.#wait();
        },
      );
      return;
    }
    this.#wait();
  }

  #again(): void {
    this.#drop();
    void this.#connect();
  }

  /** Leave the present connection; what it still says is not heard. */
  #drop(): void {
    clearTimeout(this.#silence);
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #wait(): void {
    this.#handlers.onState("waiting");
    const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#failures);
    this.#failures += 1;
    clearTimeout(this.#timer);
    // Spread out, so that a restarted server is not met by everybody at once.
    this.#timer = setTimeout(() => void this.#connect(), longest * (0.5 + Math.random() / 2));
  }

  #listen(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      this.#lost(1006);
    }, SILENCE_MS);
  }

  readonly #hurry = (): void => {
    if (this.#socket === null) {
      clearTimeout(this.#timer);
      this.#failures = 0;
      void this.#connect();
    }
  };
}
