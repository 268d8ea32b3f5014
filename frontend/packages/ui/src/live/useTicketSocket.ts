import { useQueryClient } from "@tanstack/react-query";
import { type Frame, LiveSocket, type SocketState } from "@tts/api";
import { useEffect, useRef, useState } from "react";

import { ticketChanged } from "../data/stale";

/**
 * The socket of one open ticket: what it tells of is fetched again, and `onFrame` gets each frame.
 *
 * A page has one; a new number closes the one before.
 */
export function useTicketSocket(number: string, onFrame: (frame: Frame) => void) {
  const client = useQueryClient();
  const [state, setState] = useState<SocketState>("connecting");
  const socket = useRef<LiveSocket>(null);
  const handler = useRef(onFrame);
  useEffect(() => {
    handler.current = onFrame;
  });
  useEffect(() => {
    const made = new LiveSocket(`/messaging/ws/tickets/${encodeURIComponent(number)}`, {
      onFrame: (frame) => {
        if (frame.type === "ticket_changed") ticketChanged(client, number);
        handler.current(frame);
      },
      onStale: () => {
        ticketChanged(client, number);
        void client.invalidateQueries({ queryKey: ["messaging", "messages", { ticket: number }] });
      },
      onState: setState,
    });
    socket.current = made;
    made.open();
    return () => {
      made.close();
    };
  }, [client, number]);
  return {
    state,
    send: (type: string, data?: Record<string, unknown>) => socket.current?.send(type, data),
  };
}
