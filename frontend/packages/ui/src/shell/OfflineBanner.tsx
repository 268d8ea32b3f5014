import { Alert } from "@mantine/core";
import { useNetwork } from "@mantine/hooks";
import { IconPlugConnectedX } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import { useLiveState } from "../live/LiveProvider";

/** A connection that is back after this long was no interruption worth telling. */
const PATIENCE_MS = 3_000;

/** Says that nothing on the page is live, while it is so. */
export function OfflineBanner() {
  const { t } = useTranslation("ui");
  const { online } = useNetwork();
  const live = useLiveState();
  const lost = useLasting(!online || live === "waiting");
  return (
    <div role="status">
      {lost && (
        <Alert
          radius={0}
          color="yellow"
          icon={<IconPlugConnectedX size={18} />}
          title={online ? t("offline.server") : t("offline.network")}
        >
          {t("offline.text")}
        </Alert>
      )}
    </div>
  );
}

/** Whether it has been so for a while. */
function useLasting(is: boolean): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    const timer = setTimeout(
      () => {
        setLasting(is);
      },
      is ? PATIENCE_MS : 0,
    );
    return () => {
      clearTimeout(timer);
    };
  }, [is]);
  return lasting;
}
