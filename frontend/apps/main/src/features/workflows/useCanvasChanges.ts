import type { Connection, Edge, EdgeChange, NodeChange } from "@xyflow/react";
import { useCallback } from "react";

import type { StepNodeType, TransitionEdgeType } from "../../shared/graph/flow";
import type { Positions } from "../../shared/graph/layout";

import { changeTransition, moveSteps } from "./draft/draft";
import { useConnect } from "./useConnect";
import { useDraft } from "./useDraft";

type SetMoved = (change: (moved: Positions) => Positions) => void;

/**
 * What one does on the canvas, as edits: a drag is one, and so are arrow keys in a row.
 *
 * The handlers stay the same, for React Flow draws everything again for a new one.
 */
export function useCanvasChanges(setMoved: SetMoved) {
  const { dispatch, edit } = useDraft();
  const select = useCallback(
    (kind: "steps" | "transitions", changes: (NodeChange | EdgeChange)[]) => {
      const chosen = changes.filter((change) => change.type === "select");
      if (chosen.length === 0) return;
      dispatch({
        type: "select",
        elements: (present) => {
          const ids = new Set(present[kind]);
          for (const { id, selected } of chosen) {
            if (selected) ids.add(id);
            else ids.delete(id);
          }
          return { ...present, [kind]: [...ids] };
        },
      });
    },
    [dispatch],
  );
  const onNodesChange = useCallback(
    (changes: NodeChange<StepNodeType>[]) => {
      select("steps", changes);
      const dragged: Positions = {};
      const put: Positions = {};
      for (const change of changes) {
        if (change.type !== "position" || !change.position) continue;
        const { x, y } = change.position;
        (change.dragging ? dragged : put)[change.id] = { x: Math.round(x), y: Math.round(y) };
      }
      if (Object.keys(dragged).length > 0) setMoved((moved) => ({ ...moved, ...dragged }));
      if (Object.keys(put).length > 0) {
        const key = `move ${Object.keys(put).sort().join(" ")}`;
        edit((draft) => moveSteps(draft, put), { key });
        setMoved(() => ({}));
      }
    },
    [select, edit, setMoved],
  );
  const onEdgesChange = useCallback(
    (changes: EdgeChange<TransitionEdgeType>[]) => {
      select("transitions", changes);
    },
    [select],
  );
  const connect = useConnect();
  const onConnect = useCallback(
    ({ source, target }: Connection) => {
      connect(source, target, true);
    },
    [connect],
  );
  const onReconnect = useCallback(
    ({ id }: Edge, { source, target }: Connection) => {
      edit((draft) => changeTransition(draft, id, { source, target }));
    },
    [edit],
  );
  return { onNodesChange, onEdgesChange, onConnect, onReconnect };
}
