import { ActionIcon, type ActionIconProps, Indicator, Tooltip } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ComponentProps } from "react";
import { useTranslation } from "react-i18next";

import { unreadCount } from "./api";

const MOST_SHOWN = 99;

/** The bell with the number of unread notifications. */
export function BellButton(props: ActionIconProps & ComponentProps<"button">) {
  const { t } = useTranslation("ui");
  const unread = useQuery(unreadCount).data?.unread ?? 0;
  const label = t("bell.label", { count: unread });
  return (
    <Indicator
      disabled={unread === 0}
      label={unread > MOST_SHOWN ? `${MOST_SHOWN}+` : unread}
      size={17}
      offset={5}
      color="red.8"
    >
      <Tooltip label={label}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={label}
          aria-haspopup="dialog"
          {...props}
        >
          <IconBell size={20} />
        </ActionIcon>
      </Tooltip>
    </Indicator>
  );
}
