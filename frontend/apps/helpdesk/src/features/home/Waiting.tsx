import { useQuery } from "@tanstack/react-query";
import { ButtonLink, Surface } from "@tts/ui";
import { useTranslation } from "react-i18next";

import { type TicketSummary, ticketsOf } from "../../shared/api";

import { TicketRows } from "./TicketRows";

const MOST = 5;

/** One's tickets that wait for oneself: is it solved, and how did it go? */
export function Waiting() {
  const { t } = useTranslation();
  const mine = { requester: "me", sort: "-updated", limit: MOST } as const;
  const resolved = useQuery(ticketsOf({ ...mine, status: ["Resolved"] })).data?.items ?? [];
  const closed = useQuery(ticketsOf({ ...mine, status: ["Closed"] })).data?.items ?? [];
  const unrated = closed.filter(({ rated_at }) => rated_at === null);
  const waiting = [...resolved, ...unrated];
  if (waiting.length === 0) return null;
  const action = (ticket: TicketSummary) => (
    <ButtonLink
      to="/ticket/$number"
      params={{ number: ticket.number }}
      size="compact-sm"
      variant={ticket.status === "Resolved" ? "filled" : "default"}
    >
      {ticket.status === "Resolved" ? t("home.confirm") : t("home.rate")}
    </ButtonLink>
  );
  return (
    <Surface title={t("home.waiting")}>
      <TicketRows tickets={waiting} action={action} />
    </Surface>
  );
}
