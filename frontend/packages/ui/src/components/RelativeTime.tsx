import { Tooltip } from "@mantine/core";
import { useInterval } from "@mantine/hooks";
import dayjs from "dayjs";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useTime } from "../time/useTime";

const MINUTE_MS = 60_000;

/** The present moment, renewed every minute. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useInterval(
    () => {
      setNow(Date.now());
    },
    MINUTE_MS,
    { autoInvoke: true },
  );
  return now;
}

/** "3 minutes ago", with the exact time on hover and focus. */
export function RelativeTime({ at }: { at: string }) {
  useNow();
  useTranslation();
  const time = useTime();
  return (
    <Tooltip label={time(at, "full")} events={{ hover: true, focus: true, touch: true }}>
      <time dateTime={at}>{dayjs(at).fromNow()}</time>
    </Tooltip>
  );
}
