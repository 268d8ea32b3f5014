import {
  BaseEdge,
  EdgeLabelRenderer,
  type EdgeProps,
  Position,
  getSmoothStepPath,
} from "@xyflow/react";

import { type TransitionEdgeType, flag } from "./flow";
import classes from "./graph.module.css";

/** Names of transitions between the same two steps stand below one another. */
const LANE = { label: 24, round: 18 };

/** A named way from one step to another. */
export function TransitionEdge(props: EdgeProps<TransitionEdgeType>) {
  const { data, selected } = props;
  const lane = data?.lane ?? 0;
  const goesBack =
    props.sourcePosition === Position.Right && props.targetPosition === Position.Right;
  const [path, x, y] = getSmoothStepPath({
    ...props,
    borderRadius: 10,
    offset: goesBack ? 36 + lane * LANE.round : 20,
  });
  const at = `translate(-50%, -50%) translate(${x}px, ${y + lane * LANE.label}px)`;
  return (
    <>
      <BaseEdge
        id={props.id}
        path={path}
        markerEnd={props.markerEnd}
        className={classes.edge}
        data-taken={flag(data?.taken)}
        data-selected={flag(selected)}
        data-wrong={flag(Boolean(data?.problems))}
      />
      <EdgeLabelRenderer>
        <span
          className={classes.label}
          style={{ transform: at, pointerEvents: props.selectable ? "all" : "none" }}
          data-transition={props.id}
          data-taken={flag(data?.taken)}
          data-selected={flag(selected)}
          data-wrong={flag(Boolean(data?.problems))}
        >
          {data?.name}
        </span>
      </EdgeLabelRenderer>
    </>
  );
}
