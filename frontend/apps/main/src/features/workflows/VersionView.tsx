import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { IconArrowLeft, IconCopyPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { ButtonLink, Label, QueryView, confirm } from "@tts/ui";
import { useTranslation } from "react-i18next";

import { DefinitionView } from "./DefinitionView";
import { PublishedBy } from "./PublishedBy";
import { type VersionDetail, draftFrom, versionOf } from "./api";
import { useDraft } from "./useDraft";

const route = getRouteApi("/workflows/$id");

type Props = { workflowId: string; number: number; readOnly?: boolean };

/** One version as tasks run by it. */
export function VersionView({ workflowId, number, readOnly }: Props) {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const query = useQuery(versionOf(workflowId, number));
  return (
    <Stack>
      <Group justify="space-between">
        <ButtonLink
          to="/workflows/$id"
          params={{ id }}
          search={{ tab: "versions" }}
          variant="subtle"
          leftSection={<IconArrowLeft size={16} aria-hidden />}
        >
          {t("workflows.versions.all")}
        </ButtonLink>
        {query.data && !readOnly && <MakeDraft version={query.data} />}
      </Group>
      <QueryView query={query}>
        {(version) => (
          <>
            <div>
              <Group gap="sm">
                <Title order={2}>{t("workflows.version", { number })}</Title>
                {version.active && <Label color="teal">{t("workflows.versions.active")}</Label>}
              </Group>
              <PublishedBy item={version} />
              {version.note && <Text>{version.note}</Text>}
            </div>
            <DefinitionView definition={draftFrom(version)} />
          </>
        )}
      </QueryView>
    </Stack>
  );
}

/** An older version becomes what one goes on drawing from; undo takes that back. */
function MakeDraft({ version }: { version: VersionDetail }) {
  const { t } = useTranslation();
  const { edit, unsaved, server } = useDraft();
  const navigate = route.useNavigate();
  const { number } = version;
  const make = async () => {
    const sure =
      !(unsaved || server.changed) ||
      (await confirm({
        title: t("workflows.versions.replace.title"),
        text: t("workflows.versions.replace.text", { number }),
        confirm: t("workflows.versions.replace.confirm"),
      }));
    if (!sure) return;
    edit(() => draftFrom(version));
    await navigate({ search: {} });
  };
  return (
    <Button
      variant="default"
      leftSection={<IconCopyPlus size={16} aria-hidden />}
      onClick={() => void make()}
    >
      {t("workflows.versions.makeDraft")}
    </Button>
  );
}
