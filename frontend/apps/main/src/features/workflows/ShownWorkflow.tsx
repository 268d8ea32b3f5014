import { Alert, Tabs, Text } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { getRouteApi } from "@tanstack/react-router";
import { EmptyState, Page, said, userText } from "@tts/ui";
import { useTranslation } from "react-i18next";

import { DefinitionView } from "./DefinitionView";
import { VersionsTab } from "./VersionsTab";
import { WorkflowStatusBadge } from "./WorkflowStatusBadge";
import { type WorkflowDetail, draftFrom } from "./api";

const route = getRouteApi("/workflows/$id");

/** A workflow that the caller may not change, or that nobody may any more. */
export function ShownWorkflow({ workflow }: { workflow: WorkflowDetail }) {
  const { t } = useTranslation();
  const { tab } = route.useSearch();
  const navigate = route.useNavigate();
  const { graph, layout, resolution_minutes: minutes, description } = workflow;
  const reason = workflow.actions.find(({ name }) => name === "edit")?.reason;
  return (
    <Page
      wide
      title={userText(workflow.name)}
      aside={<WorkflowStatusBadge status={workflow.status} />}
    >
      {reason && (
        <Alert mb="md" color="gray" icon={<IconLock size={18} aria-hidden />}>
          {said(reason)}
        </Alert>
      )}
      {description && <Text mb="md">{description}</Text>}
      <Tabs
        keepMounted={false}
        value={tab === "versions" ? "versions" : "graph"}
        onChange={(value) =>
          void navigate({ search: { tab: value === "versions" ? "versions" : undefined } })
        }
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="graph">{t("workflows.tabs.graph")}</Tabs.Tab>
          <Tabs.Tab value="versions">{t("workflows.tabs.versions")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="graph">
          {graph && layout && minutes ? (
            <DefinitionView
              definition={draftFrom({ graph, layout, resolution_minutes: minutes })}
            />
          ) : (
            <EmptyState title={t("workflows.versions.none.title")}>
              {t("workflows.versions.none.text")}
            </EmptyState>
          )}
        </Tabs.Panel>
        <Tabs.Panel value="versions">
          <VersionsTab workflow={workflow} readOnly />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
