import { ActionIcon, type ActionIconProps, Avatar } from "@mantine/core";
import type { ComponentProps } from "react";
import { useTranslation } from "react-i18next";

import { useAccount } from "../session/useSession";

/** Opens the menu of one's account. */
export function AccountButton(props: ActionIconProps & ComponentProps<"button">) {
  const { t } = useTranslation("ui");
  const account = useAccount();
  return (
    <ActionIcon
      variant="subtle"
      size="lg"
      radius="xl"
      aria-label={t("account.menu")}
      aria-haspopup="menu"
      {...props}
    >
      <Avatar size={30} radius="xl" name={account.full_name} color="initials" aria-hidden />
    </ActionIcon>
  );
}
