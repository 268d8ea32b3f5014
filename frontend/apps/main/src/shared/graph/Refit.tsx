import { type FitViewOptions, useReactFlow, useStore } from "@xyflow/react";
import { useEffect } from "react";

/** Shows the whole graph again when the drawing gets another width, as on a phone that is turned. */
export function Refit({ options }: { options: FitViewOptions }) {
  const { fitView } = useReactFlow();
  const width = useStore((state) => state.width);
  useEffect(() => {
    if (width > 0) void fitView(options);
  }, [width, fitView, options]);
  return null;
}
