import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { toDuration } from "./draft/duration";
import type { Share } from "./draft/shares";

/** A share in percent, in the reader's language; a range where it differs by the way taken. */
export function usePercent(): (share: Share) => string {
  const { i18n } = useTranslation();
  const format = useMemo(
    () => new Intl.NumberFormat(i18n.language, { style: "percent", maximumFractionDigits: 1 }),
    [i18n.language],
  );
  return ({ least, most }) => range(format.format(least), format.format(most));
}

/** What a share of some minutes comes to. */
export function useTimeText(): (share: Share, minutes: number | undefined) => string {
  const { t } = useTranslation();
  const text = (minutes: number) => {
    const { days, hours, minutes: rest } = toDuration(Math.round(minutes));
    const parts = [
      days > 0 && t("workflows.time.days", { count: days }),
      hours > 0 && t("workflows.time.hours", { count: hours }),
      rest > 0 && t("workflows.time.minutes", { count: rest }),
    ];
    return parts.filter(Boolean).join(" ") || t("workflows.time.minutes", { count: 0 });
  };
  return ({ least, most }, minutes) =>
    minutes === undefined || most === 0 ? "–" : range(text(least * minutes), text(most * minutes));
}

function range(from: string, to: string): string {
  return from === to ? from : `${from} – ${to}`;
}
