import { Page } from "@tts/ui";

import { ConflictDialog } from "./ConflictDialog";
import { EditorActions } from "./EditorActions";
import { WorkflowStatusBadge } from "./WorkflowStatusBadge";
import { WorkflowTabs } from "./WorkflowTabs";
import type { DraftDetail, WorkflowDetail } from "./api";
import { DraftProvider, useDraftInWork } from "./useDraft";
import { useEditorKeys } from "./useEditorKeys";
import { useLeaveGuard } from "./useLeaveGuard";

type Props = { workflow: WorkflowDetail; server: DraftDetail };

/** A workflow in work. */
export function EditedWorkflow({ workflow, server }: Props) {
  const draft = useDraftInWork(workflow.id, server);
  useEditorKeys(draft);
  useLeaveGuard(draft.unsaved);
  return (
    <DraftProvider value={draft}>
      <Page
        wide
        title={workflow.name}
        aside={<WorkflowStatusBadge status={workflow.status} />}
        actions={<EditorActions workflow={workflow} />}
      >
        <WorkflowTabs workflow={workflow} />
        <ConflictDialog />
      </Page>
    </DraftProvider>
  );
}
