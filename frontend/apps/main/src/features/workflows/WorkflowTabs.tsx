import { Skeleton, Tabs } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { Suspense, lazy } from "react";
import { useTranslation } from "react-i18next";

import { DetailsTab } from "./DetailsTab";
import { OutdatedBanner } from "./OutdatedBanner";
import { VersionsTab } from "./VersionsTab";
import type { WorkflowDetail } from "./api";
import { TABS, type Tab } from "./search";

const GraphTab = lazy(() => import("./GraphTab"));

const route = getRouteApi("/workflows/$id");

/** What makes a workflow, in three parts; which one is shown stands in the URL. */
export function WorkflowTabs({ workflow }: { workflow: WorkflowDetail }) {
  const { t } = useTranslation();
  const { tab = "graph" } = route.useSearch();
  const navigate = route.useNavigate();
  const choose = (value: string | null) =>
    void navigate({ search: { tab: value === "graph" ? undefined : (value as Tab) } });
  return (
    <Tabs value={tab} onChange={choose} keepMounted={false}>
      <Tabs.List mb="md">
        {TABS.map((each) => (
          <Tabs.Tab key={each} value={each}>
            {t(`workflows.tabs.${each}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <OutdatedBanner />
      <Tabs.Panel value="graph" tabIndex={-1}>
        <Suspense fallback={<Skeleton height={480} radius="md" />}>
          <GraphTab />
        </Suspense>
      </Tabs.Panel>
      <Tabs.Panel value="details" tabIndex={-1}>
        <DetailsTab workflow={workflow} />
      </Tabs.Panel>
      <Tabs.Panel value="versions" tabIndex={-1}>
        <VersionsTab workflow={workflow} />
      </Tabs.Panel>
    </Tabs>
  );
}
