import { Text } from "@mantine/core";
import { IconAlertTriangleFilled } from "@tabler/icons-react";
import { Handle, type NodeProps, Position } from "@xyflow/react";
import { useTranslation } from "react-i18next";

import { type StepNodeType, flag } from "./flow";
import classes from "./graph.module.css";
import { STATE_ICONS } from "./states";

const SIDES = [Position.Top, Position.Right, Position.Bottom, Position.Left];

/** A step as the graph shows it. */
export function StepNode({ data, selected, isConnectable }: NodeProps<StepNodeType>) {
  const { t } = useTranslation();
  const StateIcon = data.state && STATE_ICONS[data.state];
  const end = data.isStart ? "start" : data.isEnd ? "end" : null;
  return (
    <div
      className={classes.step}
      data-state={data.state}
      data-selected={flag(selected)}
      data-wrong={flag(Boolean(data.problems))}
    >
      {SIDES.map((side) => (
        <Handle
          key={side}
          id={side}
          type="source"
          position={side}
          className={isConnectable ? classes.handle : classes.hidden}
        />
      ))}
      <div className={classes.head}>
        {StateIcon && <StateIcon size={16} aria-hidden />}
        {Boolean(data.problems) && <IconAlertTriangleFilled size={16} aria-hidden />}
        <Text size="sm" fw={650} lineClamp={data.note ? 1 : 2} title={data.name} lh={1.25}>
          {data.name}
        </Text>
      </div>
      {data.role && (
        <Text size="xs" c="dimmed" truncate title={data.role}>
          {data.role}
        </Text>
      )}
      {data.note && (
        <Text size="xs" truncate title={data.note}>
          {data.note}
        </Text>
      )}
      {end && <span className={classes.end}>{t(`graph.${end}`)}</span>}
    </div>
  );
}
