import { Text, UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { counters } from "../../shared/api";
import { type ListSearch, STATUSES } from "../../shared/search";

import classes from "./StatusTabs.module.css";

/** How many tickets there are in each status; each leads to them. */
export function StatusTabs({ present }: { present: ListSearch["status"] }) {
  const { t } = useTranslation();
  const { data } = useQuery(counters);
  const all = data?.all;
  return (
    <nav className={classes.tabs} aria-label={t("triage.byStatus")}>
      {STATUSES.map((status) => (
        <UnstyledButton
          key={status}
          className={`${classes.tab ?? ""} tts-surface`}
          aria-current={status === present ? "page" : undefined}
          renderRoot={(props) =>
            // What is new waits for a decision: it has a page of its own.
            status === "New" ? (
              <Link to="/triage" {...props} />
            ) : (
              <Link to="/all" search={{ status }} {...props} />
            )
          }
        >
          <Text size="xl" fw={700} lh={1.1}>
            {all?.[status] ?? "–"}
          </Text>
          <Text size="sm">{t(`ui:status.${status}`)}</Text>
        </UnstyledButton>
      ))}
    </nav>
  );
}
