import { Alert, Group, Text } from "@mantine/core";
import { IconArrowRight, IconCircleCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { AnchorLink, ButtonLink, UserText, useShortcuts } from "@tts/ui";
import { useTranslation } from "react-i18next";

import { ticketsOf } from "../../shared/api";

/** After a decision: the request that waits longest now. */
export function NextInQueue({ after }: { after: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { data } = useQuery(ticketsOf({ status: ["New"], sort: "created", limit: 2 }));
  const next = data?.items.find(({ number }) => number !== after);
  useShortcuts({
    n: () => {
      if (next) void navigate({ to: "/ticket/$number", params: { number: next.number } });
    },
  });
  if (!data) return null;
  if (!next) {
    return (
      <Alert color="teal" icon={<IconCircleCheck aria-hidden />} title={t("triage.none")}>
        <AnchorLink to="/triage">{t("triage.back")}</AnchorLink>
      </Alert>
    );
  }
  return (
    <Alert color="teal" icon={<IconCircleCheck aria-hidden />} title={t("triage.next")}>
      <Group justify="space-between" gap="xs">
        <Text size="sm" flex="1 1 14rem">
          <UserText text={next.subject} /> · {next.category} ·{" "}
          <UserText text={next.requester.full_name} />
        </Text>
        <ButtonLink
          ref={focus}
          to="/ticket/$number"
          params={{ number: next.number }}
          rightSection={<IconArrowRight size={16} aria-hidden />}
          aria-keyshortcuts="n"
        >
          {t("triage.open")}
        </ButtonLink>
      </Group>
    </Alert>
  );
}

/** The dialog that was closed has left the focus nowhere. */
function focus(button: HTMLAnchorElement | null) {
  button?.focus();
}
