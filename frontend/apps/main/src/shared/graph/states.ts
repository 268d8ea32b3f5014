import {
  type Icon,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleX,
  IconPlayerPlayFilled,
} from "@tabler/icons-react";

/** How far the work is at a step. */
export type StepState = "done" | "active" | "pending" | "cancelled";

export const STATE_ICONS: Record<StepState, Icon> = {
  done: IconCircleCheckFilled,
  active: IconPlayerPlayFilled,
  pending: IconCircleDashed,
  cancelled: IconCircleX,
};
