import { useComputedColorScheme } from "@mantine/core";
import { ConnectionMode, ReactFlow } from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import { useMemo } from "react";

import { Refit } from "./Refit";
import { StepNode } from "./StepNode";
import { TransitionEdge } from "./TransitionEdge";
import { type Progress, toEdges, toNodes } from "./flow";
import classes from "./graph.module.css";
import { type Positions, type WorkflowGraph, layoutGraph } from "./layout";

export const NODE_TYPES = { step: StepNode };
export const EDGE_TYPES = { transition: TransitionEdge };

const FIT = { padding: 0.08, maxZoom: 1 };

type Props = { graph: WorkflowGraph; layout?: Positions; progress?: Progress; height: number };

/**
 * A workflow as a picture to look at and move about.
 *
 * It says nothing to screen readers: whoever shows it also writes the steps as a list.
 */
export default function GraphView({ graph, layout, progress, height }: Props) {
  const scheme = useComputedColorScheme();
  const flow = useMemo(() => {
    const at = layoutGraph(graph, layout);
    return { nodes: toNodes(graph, at, progress), edges: toEdges(graph, at, progress) };
  }, [graph, layout, progress]);
  return (
    <div className={classes.canvas} style={{ height }} aria-hidden>
      <ReactFlow
        {...flow}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        colorMode={scheme}
        connectionMode={ConnectionMode.Loose}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        preventScrolling={false}
        zoomOnScroll={false}
        fitView
        fitViewOptions={FIT}
        minZoom={0.2}
        proOptions={{ hideAttribution: true }}
      >
        <Refit options={FIT} />
      </ReactFlow>
    </div>
  );
}
