import { Anchor, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconBell } from "@tabler/icons-react";

import type { TicketUrl, Told } from "./LiveProvider";

/** Show a toast for a notification that has just arrived, unless its ticket is what one looks at. */
export function announce(told: Told, ticketUrl: TicketUrl): void {
  const href = told.ticket ? ticketUrl(told.ticket) : null;
  if (href !== null && location.pathname === href && !document.hidden) return;
  notifications.show({
    id: told.id,
    icon: <IconBell size={18} />,
    title: href ? <Anchor href={href}>{told.subject}</Anchor> : told.subject,
    message: <Text lineClamp={2}>{told.body}</Text>,
    autoClose: 8_000,
  });
}
