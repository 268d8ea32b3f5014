import { ActionIcon, Tooltip } from "@mantine/core";
import { IconArrowsMaximize, IconMinus, IconPlus } from "@tabler/icons-react";
import { Panel, useReactFlow } from "@xyflow/react";
import { useTranslation } from "react-i18next";

import { FIT } from "./fit";

/** Nearer, farther, all of it. */
export function CanvasControls() {
  const { t } = useTranslation();
  const { zoomIn, zoomOut, fitView } = useReactFlow();
  const controls = [
    { name: "zoomIn", Icon: IconPlus, onClick: () => zoomIn() },
    { name: "zoomOut", Icon: IconMinus, onClick: () => zoomOut() },
    { name: "fit", Icon: IconArrowsMaximize, onClick: () => fitView(FIT) },
  ] as const;
  return (
    <Panel position="bottom-left">
      <ActionIcon.Group orientation="vertical">
        {controls.map(({ name, Icon, onClick }) => (
          <Tooltip key={name} label={t(`editor.canvas.${name}`)} position="right">
            <ActionIcon
              variant="default"
              size="lg"
              aria-label={t(`editor.canvas.${name}`)}
              onClick={() => void onClick()}
            >
              <Icon size={18} />
            </ActionIcon>
          </Tooltip>
        ))}
      </ActionIcon.Group>
    </Panel>
  );
}
