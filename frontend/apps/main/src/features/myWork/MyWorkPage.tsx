import { Stack, Tabs } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Page, useMay, useShortcuts } from "@tts/ui";
import { useRef } from "react";
import { useTranslation } from "react-i18next";

import { Availability } from "./Availability";
import { CounterCards } from "./CounterCards";
import { Filters } from "./Filters";
import { TaskTable } from "./TaskTable";
import { Welcome } from "./Welcome";
import { TABS, type Tab } from "./search";

/** The start: what one has to do, what waits for somebody, and what one has done. */
export function MyWorkPage() {
  const works = useMay("tts.task.work", "tts.task.read_all", "tts.task.manage");
  return works ? <MyWork /> : <Welcome />;
}

function MyWork() {
  const { t } = useTranslation();
  const search = useSearch({ from: "/" });
  const navigate = useNavigate();
  const list = useRef<HTMLDivElement>(null);
  useFirstRow(list);
  const tab = search.tab ?? "mine";
  const show = (next: string | null) =>
    void navigate({ to: "/", search: next === "mine" ? {} : { tab: next as Tab } });
  return (
    <Page title={t("work.title")} actions={<Availability />}>
      <Stack gap="md">
        <CounterCards />
        <Tabs value={tab} onChange={show} keepMounted={false}>
          <Tabs.List mb="md" aria-label={t("work.tabs.label")}>
            {TABS.map((each) => (
              <Tabs.Tab key={each} value={each}>
                {t(`work.tabs.${each}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value={tab}>
            <Stack gap="sm" ref={list}>
              <Filters tab={tab} search={search} />
              <TaskTable tab={tab} search={search} />
            </Stack>
          </Tabs.Panel>
        </Tabs>
      </Stack>
    </Page>
  );
}

/** j or k leads into the list from wherever the focus is; the list itself moves on from there. */
function useFirstRow(list: React.RefObject<HTMLElement | null>) {
  const enter = () => {
    if (document.activeElement?.closest("[data-row]")) return;
    list.current?.querySelector<HTMLElement>("[data-row] a")?.focus();
  };
  useShortcuts({ j: enter, k: enter });
}
