import { Box } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { isFree, pressed } from "@tts/ui";
import { ReactFlowProvider } from "@xyflow/react";
import { type KeyboardEvent, useState } from "react";

import { Canvas } from "./Canvas";
import { GraphList } from "./GraphList";
import classes from "./GraphTab.module.css";
import { GraphToolbar } from "./GraphToolbar";
import { ProblemList } from "./ProblemList";
import { SidePanel } from "./SidePanel";
import type { Elements } from "./draft/draft";
import { focusName } from "./focus";
import { useDraft } from "./useDraft";
import { useSelection } from "./useSelection";

const route = getRouteApi("/workflows/$id");

/** The graph in work, drawn or as a list, with what is selected and what is wrong beside it. */
export default function GraphTab() {
  const { view } = route.useSearch();
  const { dispatch } = useDraft();
  const { copy, remove } = useSelection();
  const [aim, setAim] = useState<Elements | null>(null);
  const show = (elements: Elements) => {
    dispatch({ type: "select", elements });
    // A new object, so that the same element can be looked for again.
    setAim({ ...elements });
    focusName();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (!isFree(event.nativeEvent)) return;
    const key = pressed(event.nativeEvent);
    if (key === "Delete" || key === "Backspace") {
      event.preventDefault();
      remove();
    } else if (key === "mod+d") {
      event.preventDefault();
      copy();
    }
  };
  return (
    <ReactFlowProvider>
      {/* Keys for what is selected, wherever in the editor the focus is. */}
      {/* eslint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div className={classes.editor} data-draft onKeyDown={onKeyDown}>
        <Box className={classes.main}>
          <GraphToolbar isList={view === "list"} />
          {view === "list" ? <GraphList /> : <Canvas aim={aim} />}
        </Box>
        <Box className={classes.side}>
          <ProblemList onShow={show} />
          <SidePanel />
        </Box>
      </div>
    </ReactFlowProvider>
  );
}
