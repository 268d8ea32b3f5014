import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Page, QueryView } from "@tts/ui";
import { useTranslation } from "react-i18next";

import { EditedWorkflow } from "./EditedWorkflow";
import { ShownWorkflow } from "./ShownWorkflow";
import { draftOf, workflowOf } from "./api";

const route = getRouteApi("/workflows/$id");

/** One workflow: to be edited by who may, to be looked at by the others. */
export function WorkflowPage() {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const workflow = useQuery(workflowOf(id));
  const edits = workflow.data?.actions.some(({ name, allowed }) => name === "edit" && allowed);
  const draft = useQuery({ ...draftOf(id), enabled: edits === true });
  if (workflow.data && edits === false) return <ShownWorkflow workflow={workflow.data} />;
  if (workflow.data && draft.data) {
    return <EditedWorkflow key={id} workflow={workflow.data} server={draft.data} />;
  }
  return (
    <Page title={workflow.data?.name ?? t("workflows.one")} wide>
      <QueryView query={workflow}>
        {() => <QueryView query={draft}>{() => null}</QueryView>}
      </QueryView>
    </Page>
  );
}
