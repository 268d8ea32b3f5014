import { Anchor, Stack, Text } from "@mantine/core";
import { appUrl } from "@tts/api";
import { Person, RelativeTime, Surface, useMay } from "@tts/ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { Task } from "./api";
import { formFields } from "./form";

/** Who asked for what, and by which workflow it is worked on. */
export function Facts({ task }: { task: Task }) {
  const { t, i18n } = useTranslation();
  const readsTickets = useMay("hdts.ticket.read_all");
  return (
    <Surface title={t("task.facts.title")}>
      <Stack component="dl" gap="xs" m={0}>
        <Fact name={t("task.facts.requester")}>
          <Person person={task.requester} />
        </Fact>
        <Fact name={t("task.facts.owner")}>
          <Person person={task.owner} />
        </Fact>
        <Fact name={t("task.facts.department")}>{task.department}</Fact>
        <Fact name={t("task.facts.category")}>
          {[task.category, task.sub_category].filter(Boolean).join(" › ")}
        </Fact>
        {formFields(task.form, i18n.language).map(([name, value]) => (
          <Fact key={name} name={name}>
            <Text span inherit style={{ whiteSpace: "pre-wrap" }}>
              {value}
            </Text>
          </Fact>
        ))}
        <Fact name={t("task.facts.workflow")}>
          {t("task.facts.version", { workflow: task.workflow, version: task.version })}
        </Fact>
        <Fact name={t("task.facts.created")}>
          <RelativeTime at={task.created_at} />
        </Fact>
      </Stack>
      {readsTickets && (
        <Anchor
          size="sm"
          mt="sm"
          display="block"
          href={appUrl("helpdesk", `/ticket/${task.ticket}`)}
        >
          {t("task.none.toHelpdesk")}
        </Anchor>
      )}
    </Surface>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <Text component="dt" size="xs" c="dimmed">
        {name}
      </Text>
      <Text component="dd" size="sm" m={0}>
        {children}
      </Text>
    </div>
  );
}
