import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Page, QueryView, userText } from "@tts/ui";
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
  // What was begun to be changed stays, though it may no longer be changed.
  if (workflow.data && draft.data) {
    return <EditedWorkflow key={id} workflow={workflow.data} server={draft.data} />;
  }
  if (workflow.data && edits === false) return <ShownWorkflow workflow={workflow.data} />;
  return (
    <Page title={workflow.data ? userText(workflow.data.name) : t("workflows.one")} wide>
      <QueryView query={workflow}>
        {() => <QueryView query={draft}>{() => null}</QueryView>}
      </QueryView>
    </Page>
  );
}
