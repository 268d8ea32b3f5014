import { Group, Stack, Text, Timeline, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { ButtonLink, EmptyState, Label, Pager, QueryView, useCursor } from "@tts/ui";
import { useTranslation } from "react-i18next";

import { PublishedBy } from "./PublishedBy";
import { VersionView } from "./VersionView";
import { type VersionRow, type WorkflowDetail, versionsOf } from "./api";

const route = getRouteApi("/workflows/$id");

type Props = { workflow: WorkflowDetail; readOnly?: boolean };

/** What was published when and by whom, and one of them to look at. */
export function VersionsTab({ workflow, readOnly }: Props) {
  const { t } = useTranslation();
  const { version, cursor } = route.useSearch();
  const paging = useCursor();
  const query = useQuery(versionsOf(workflow.id, cursor));
  if (version !== undefined) {
    return <VersionView workflowId={workflow.id} number={version} readOnly={readOnly} />;
  }
  return (
    <QueryView query={query}>
      {({ items, next_cursor: next }) =>
        items.length === 0 ? (
          <EmptyState title={t("workflows.versions.none.title")}>
            {t("workflows.versions.none.text")}
          </EmptyState>
        ) : (
          <Stack>
            <Timeline active={-1} bulletSize={16} lineWidth={2}>
              {items.map((item) => (
                <Timeline.Item key={item.number} title={<VersionTitle item={item} />}>
                  <PublishedBy item={item} />
                  {item.note && <Text size="sm">{item.note}</Text>}
                </Timeline.Item>
              ))}
            </Timeline>
            <Pager paging={paging} next={next} />
          </Stack>
        )
      }
    </QueryView>
  );
}

function VersionTitle({ item }: { item: VersionRow }) {
  const { t } = useTranslation();
  const { id } = route.useParams();
  return (
    <Group gap="sm">
      <Title order={2} size="h5">
        {t("workflows.version", { number: item.number })}
      </Title>
      {item.active && <Label color="teal">{t("workflows.versions.active")}</Label>}
      <ButtonLink
        to="/workflows/$id"
        params={{ id }}
        search={{ tab: "versions", version: item.number }}
        size="compact-sm"
        variant="default"
        aria-label={t("workflows.versions.showNumber", { number: item.number })}
      >
        {t("workflows.versions.show")}
      </ButtonLink>
    </Group>
  );
}
