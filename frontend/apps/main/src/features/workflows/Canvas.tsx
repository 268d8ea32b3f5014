import { useComputedColorScheme } from "@mantine/core";
import { Background, ConnectionMode, ReactFlow, useReactFlow } from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import { type MouseEvent, useEffect, useMemo, useRef, useState } from "react";

import { EDGE_TYPES, NODE_TYPES } from "../../shared/graph/GraphView";
import { Refit } from "../../shared/graph/Refit";
import { toEdges, toNodes } from "../../shared/graph/flow";
import { type Positions, STEP, layoutGraph } from "../../shared/graph/layout";

import { CanvasControls } from "./CanvasControls";
import classes from "./GraphTab.module.css";
import { type Elements, NOTHING } from "./draft/draft";
import { counted } from "./draft/problems";
import { FIT } from "./fit";
import { useAddStep } from "./useAddStep";
import { useCanvasChanges } from "./useCanvasChanges";
import { useCanvasTexts } from "./useCanvasTexts";
import { type DraftInWork, useDraft } from "./useDraft";
import { useStable } from "./useStable";

const MULTIPLE_KEYS = ["Control", "Meta", "Shift"];

/** The graph as a drawing to work on. */
export function Canvas({ aim }: { aim: Elements | null }) {
  const draft = useDraft();
  const scheme = useComputedColorScheme();
  const [moved, setMoved] = useState<Positions>({});
  const { nodes, edges } = useFlow(draft, moved);
  const changes = useCanvasChanges(setMoved);
  const texts = useCanvasTexts();
  const onDoubleClick = useAddStepHere();
  useAim(aim, draft);
  const onClick = (event: MouseEvent) => {
    // React Flow selects by the line; its name is as good to hit.
    const label = (event.target as Element).closest("[data-transition]");
    const id = label?.getAttribute("data-transition");
    if (id) draft.dispatch({ type: "select", elements: { ...NOTHING, transitions: [id] } });
  };
  return (
    <div className={classes.canvas}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        colorMode={scheme}
        connectionMode={ConnectionMode.Loose}
        {...changes}
        isValidConnection={joinsTwo}
        onClick={onClick}
        onDoubleClick={onDoubleClick}
        zoomOnDoubleClick={false}
        deleteKeyCode={null}
        multiSelectionKeyCode={MULTIPLE_KEYS}
        ariaLabelConfig={texts}
        fitView
        fitViewOptions={FIT}
        minZoom={0.1}
        proOptions={{ hideAttribution: true }}
      >
        <Background gap={24} />
        <CanvasControls />
        <Refit options={FIT} />
      </ReactFlow>
    </div>
  );
}

function joinsTwo({ source, target }: { source: string; target: string }): boolean {
  return source !== target;
}

/** What is drawn of the draft. */
function useFlow({ editor, problems, dispatch }: DraftInWork, moved: Positions) {
  const { present, selected } = editor;
  // A large graph takes its time, so once per draft.
  const put = useMemo(() => layoutGraph(present, present.layout), [present]);
  const isPlaced = present.steps.every(({ id }) => id in present.layout);
  useEffect(() => {
    if (!isPlaced) dispatch({ type: "place", layout: put });
  }, [isPlaced, put, dispatch]);
  const at = { ...put, ...moved };
  const chosen = new Set([...selected.steps, ...selected.transitions]);
  const wrong = counted(problems);
  const nodes = toNodes(present, at).map((node) => ({
    ...node,
    // All are of one size, so none has to be measured.
    measured: STEP,
    selected: chosen.has(node.id),
    ariaLabel: [node.data.name, node.data.role].filter(Boolean).join(", "),
    data: { ...node.data, problems: wrong.get(node.id) ?? 0 },
  }));
  const edges = toEdges(present, at).map(({ data, ...edge }) => ({
    ...edge,
    selected: chosen.has(edge.id),
    data: data && { ...data, problems: wrong.get(edge.id) ?? 0 },
  }));
  return { nodes: useStable(nodes), edges: useStable(edges) };
}

/** A step where one clicks twice on the empty canvas. */
function useAddStepHere() {
  const addStep = useAddStep();
  const { screenToFlowPosition } = useReactFlow();
  return (event: MouseEvent) => {
    if (!(event.target as Element).classList.contains("react-flow__pane")) return;
    const { x, y } = screenToFlowPosition({ x: event.clientX, y: event.clientY });
    addStep({ x: Math.round(x - STEP.width / 2), y: Math.round(y - STEP.height / 2) });
  };
}

/** Bring into sight what somebody asked for. */
function useAim(aim: Elements | null, { editor }: DraftInWork) {
  const { fitView } = useReactFlow();
  const reached = useRef(aim);
  const { transitions } = editor.present;
  useEffect(() => {
    if (aim === null || aim === reached.current) return;
    reached.current = aim;
    const ends = transitions
      .filter(({ id }) => aim.transitions.includes(id))
      .flatMap(({ source, target }) => [source, target]);
    const nodes = [...aim.steps, ...ends].map((id) => ({ id }));
    void fitView({ nodes, ...FIT, padding: 0.4 });
  }, [aim, transitions, fitView]);
}
