import { Skeleton } from "@mantine/core";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { helpdesk, ok } from "@tts/api";
import { QueryView, Surface, useZone } from "@tts/ui";
import { Suspense, lazy } from "react";
import { useTranslation } from "react-i18next";

const FlowChart = lazy(() => import("./FlowChart"));

const DAYS = 14;

/** By the days of a zone. */
function flowIn(time_zone: string) {
  const query = { days: DAYS, time_zone };
  return queryOptions({
    queryKey: ["helpdesk", "flow", time_zone],
    queryFn: ({ signal }) => ok(helpdesk.GET("/tickets/flow", { params: { query }, signal })),
  });
}

/** Whether those who work keep up with what comes in. */
export function FlowCard() {
  const { t } = useTranslation();
  const zone = useZone();
  return (
    <Surface title={t("home.flow.title", { count: DAYS })}>
      <QueryView query={useQuery(flowIn(zone))}>
        {({ days }) => (
          <Suspense fallback={<Skeleton height={180} />}>
            <FlowChart days={days} />
          </Suspense>
        )}
      </QueryView>
    </Surface>
  );
}
