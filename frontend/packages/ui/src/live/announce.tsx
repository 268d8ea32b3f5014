import { Anchor, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconBell } from "@tabler/icons-react";

import { UserText } from "../components/UserText";

import type { TicketUrl, Told } from "./LiveProvider";

/** Show a toast for a notification that has just arrived, unless its ticket is what one looks at. */
export function announce(told: Told, ticketUrl: TicketUrl, go: (href: string) => void): void {
  const href = told.ticket ? ticketUrl(told.ticket) : null;
  if (href !== null && location.pathname === href && !document.hidden) return;
  notifications.show({
    id: told.id,
    icon: <IconBell size={18} />,
    title: href ? (
      <ToastLink href={href} text={told.subject} go={go} />
    ) : (
      <UserText text={told.subject} />
    ),
    message: (
      <Text lineClamp={2} dir="auto">
        {told.body}
      </Text>
    ),
    autoClose: 8_000,
  });
}

type ToastLinkProps = { href: string; text: string; go: (href: string) => void };

/** Toasts are drawn outside the router, so they are handed its way to go. */
function ToastLink({ href, text, go }: ToastLinkProps) {
  return (
    <Anchor
      href={href}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        go(href);
      }}
    >
      <UserText text={text} />
    </Anchor>
  );
}
