import { Alert } from "@mantine/core";
import { Page, said, userText } from "@tts/ui";
import { useTranslation } from "react-i18next";

import { ConflictDialog } from "./ConflictDialog";
import { EditorActions } from "./EditorActions";
import { ShownWorkflow } from "./ShownWorkflow";
import { WorkflowStatusBadge } from "./WorkflowStatusBadge";
import { WorkflowTabs } from "./WorkflowTabs";
import type { DraftDetail, WorkflowDetail } from "./api";
import { DraftProvider, useDraftInWork } from "./useDraft";
import { useEditorKeys } from "./useEditorKeys";
import { useLeaveGuard } from "./useLeaveGuard";

type Props = { workflow: WorkflowDetail; server: DraftDetail };

/** A workflow in work. */
export function EditedWorkflow({ workflow, server }: Props) {
  const { t } = useTranslation();
  const draft = useDraftInWork(workflow.id, server);
  useEditorKeys(draft);
  useLeaveGuard(draft.unsaved);
  const edit = workflow.actions.find(({ name }) => name === "edit");
  if (!edit?.allowed && !draft.unsaved) return <ShownWorkflow workflow={workflow} />;
  return (
    <DraftProvider value={draft}>
      <Page
        wide
        title={userText(workflow.name)}
        aside={<WorkflowStatusBadge status={workflow.status} />}
        actions={<EditorActions workflow={workflow} />}
      >
        {edit?.reason && (
          <Alert mb="md" color="yellow" title={said(edit.reason)}>
            {t("editor.unsavable")}
          </Alert>
        )}
        <WorkflowTabs workflow={workflow} />
        <ConflictDialog />
      </Page>
    </DraftProvider>
  );
}
