import { Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useContext } from "react";

import { AppContext } from "../app/AppContext";

import { UserText } from "./UserText";
import type { RowLink } from "./rows";

type LinkProps = { number: string; children: ReactNode };

/** To the page of a ticket in this app; looks like what it leads from. */
export function TicketLink({ number, children }: LinkProps) {
  const { ticketUrl } = useContext(AppContext);
  return (
    <Link
      to={ticketUrl(number)}
      style={{ color: "inherit", display: "block", textDecoration: "none" }}
    >
      {children}
    </Link>
  );
}

/** The link of a row that is about a ticket. */
export function ticketLink(number: string): RowLink {
  return (content) => <TicketLink number={number}>{content}</TicketLink>;
}

type SubjectProps = { subject: string; number: string; below?: string };

/** What a ticket is about, with its number below. */
export function TicketSubject({ subject, number, below }: SubjectProps) {
  return (
    <TwoLines
      first={
        <Text span size="sm" fw={600} lineClamp={2}>
          <UserText text={subject} />
        </Text>
      }
      second={below ? `${number} · ${below}` : number}
    />
  );
}

/** What a cell says, and in small letters what belongs to it. */
export function TwoLines({ first, second }: { first: ReactNode; second: ReactNode }) {
  return (
    <>
      <Text span display="block" size="sm">
        {first}
      </Text>
      <Text span display="block" size="xs" c="dimmed">
        {second}
      </Text>
    </>
  );
}
