import { Button } from "@mantine/core";
import { IconArchive, IconFilterOff, IconMoodSmile } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { EmptyState } from "@tts/ui";
import { useTranslation } from "react-i18next";

import { isFiltered } from "../../shared/taskSearch";

import { type Tab, type WorkSearch } from "./search";

/** Why the list is empty, and where to go from here. */
export function NoTasks({ tab, search }: { tab: Tab; search: WorkSearch }) {
  const { t } = useTranslation();
  if (isFiltered(search)) {
    return (
      <EmptyState
        icon={<IconFilterOff size={36} aria-hidden />}
        title={t("work.empty.filtered")}
        action={
          <Button
            variant="default"
            renderRoot={(props) => <Link to="/" search={{ tab: search.tab }} {...props} />}
          >
            {t("work.filters.reset")}
          </Button>
        }
      >
        {t("work.empty.filteredText")}
      </EmptyState>
    );
  }
  const Icon = tab === "acted" ? IconArchive : IconMoodSmile;
  return (
    <EmptyState
      icon={<Icon size={36} aria-hidden />}
      title={t(`work.empty.${tab}`)}
      action={
        tab === "mine" && (
          <Button
            variant="default"
            renderRoot={(props) => <Link to="/" search={{ tab: "claim" }} {...props} />}
          >
            {t("work.empty.toClaim")}
          </Button>
        )
      }
    >
      {t(`work.empty.${tab}Text`)}
    </EmptyState>
  );
}
