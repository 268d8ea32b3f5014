import { Button, type ButtonVariant, Kbd, Tooltip } from "@mantine/core";
import type { Icon } from "@tabler/icons-react";
import { said } from "@tts/ui";

import type { Action } from "./api";

type Props = {
  action: Action;
  label: string;
  icon?: Icon;
  variant?: ButtonVariant;
  shortcut?: string;
  loading?: boolean;
  onClick: () => void;
};

/** A button for what may be done; what may not keeps the focus and says why. */
export function ActionButton({
  action,
  label,
  icon: ActionIcon,
  shortcut,
  onClick,
  ...rest
}: Props) {
  const refused = !action.allowed;
  return (
    <Tooltip
      label={action.reason && said(action.reason)}
      disabled={!refused}
      events={{ hover: true, focus: true, touch: true }}
    >
      <Button
        {...rest}
        leftSection={ActionIcon && <ActionIcon size={18} aria-hidden />}
        rightSection={
          shortcut && (
            <Kbd size="xs" visibleFrom="sm">
              {shortcut}
            </Kbd>
          )
        }
        aria-keyshortcuts={shortcut}
        aria-disabled={refused || undefined}
        data-disabled={refused || undefined}
        onClick={(event) => {
          if (refused) event.preventDefault();
          else onClick();
        }}
      >
        {label}
      </Button>
    </Tooltip>
  );
}
