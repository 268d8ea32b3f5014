import type { MantineColor } from "@mantine/core";
import { Label } from "@tts/ui";
import { useTranslation } from "react-i18next";

const COLORS: Record<string, MantineColor> = {
  draft: "blue",
  published: "teal",
  paused: "yellow",
  archived: "gray",
};

export function WorkflowStatusBadge({ status }: { status: string }) {
  const { t } = useTranslation();
  return <Label color={COLORS[status]}>{t([`workflows.status.${status}`, status])}</Label>;
}
