import { Switch } from "@mantine/core";
import { useAccount, useCommand, useMay } from "@tts/ui";
import { useTranslation } from "react-i18next";

import { setAvailable } from "./api";

/** Whether one is given new work. */
export function Availability() {
  const { t } = useTranslation();
  const { available } = useAccount();
  const works = useMay("tts.task.work");
  const set = useCommand({ run: setAvailable });
  if (!works) return null;
  const shown = set.isPending ? set.variables : available;
  return (
    <Switch
      label={t("availability.label")}
      description={t(shown ? "availability.on" : "availability.off")}
      checked={shown}
      disabled={set.isPending}
      onChange={(event) => {
        set.mutate(event.currentTarget.checked);
      }}
    />
  );
}
