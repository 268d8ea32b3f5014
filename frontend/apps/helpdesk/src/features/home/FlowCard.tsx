import { Skeleton } from "@mantine/core";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { helpdesk, ok } from "@tts/api";
import { QueryView, Surface } from "@tts/ui";
import { Suspense, lazy } from "react";
import { useTranslation } from "react-i18next";

const FlowChart = lazy(() => import("./FlowChart"));

const DAYS = 14;

const flow = queryOptions({
  queryKey: ["helpdesk", "flow"],
  queryFn: ({ signal }) => {
    const time_zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    return ok(
      helpdesk.GET("/tickets/flow", { params: { query: { days: DAYS, time_zone } }, signal }),
    );
  },
});

/** Whether those who work keep up with what comes in. */
export function FlowCard() {
  const { t } = useTranslation();
  return (
    <Surface title={t("home.flow.title", { count: DAYS })}>
      <QueryView query={useQuery(flow)}>
        {({ days }) => (
          <Suspense fallback={<Skeleton height={180} />}>
            <FlowChart days={days} />
          </Suspense>
        )}
      </QueryView>
    </Surface>
  );
}
