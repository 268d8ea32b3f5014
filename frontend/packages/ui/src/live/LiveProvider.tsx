import { useThrottledCallback } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type Frame, LiveSocket, type SocketState } from "@tts/api";
import { type ReactNode, createContext, useContext, useEffect, useState } from "react";

import { ticketChanged } from "../data/stale";

import { announce } from "./announce";

/** A busy system changes lists all the time; a reader needs them new this often at most. */
const LISTS_MS = 2_000;

const State = createContext<SocketState>("connecting");

/** The state of the socket that tells of notifications; "waiting" means that nothing is live. */
export function useLiveState(): SocketState {
  return useContext(State);
}

/** The app's one socket for notifications; whatever it tells of is fetched again. */
export function LiveProvider({ children, ticketUrl }: LiveProviderProps) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [state, setState] = useState<SocketState>("connecting");
  const listsChanged = useThrottledCallback(() => {
    ticketChanged(client, null);
  }, LISTS_MS);
  useEffect(() => {
    const onFrame = (frame: Frame) => {
      if (frame.type === "notification_update" || frame.type === "count_update") {
        void client.invalidateQueries({ queryKey: ["notification"] });
      }
      if (frame.type === "notification_update" && frame.data.action === "new") {
        const told = frame.data.notification as Told;
        ticketChanged(client, told.ticket);
        announce(told, ticketUrl, (href) => void navigate({ href }));
      }
      if (frame.type === "tickets_changed") listsChanged();
    };
    const socket = new LiveSocket("/notification/ws", {
      onFrame,
      onStale: () => void client.invalidateQueries(),
      onState: setState,
    });
    socket.open();
    return () => {
      socket.close();
    };
  }, [client, navigate, ticketUrl, listsChanged]);
  return <State value={state}>{children}</State>;
}

export type Told = { id: string; ticket: string | null; subject: string; body: string };

/** Where the app shows a ticket; must be a stable function. */
export type TicketUrl = (number: string) => string;

type LiveProviderProps = { children: ReactNode; ticketUrl: TicketUrl };
