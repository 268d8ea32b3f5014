import { Card, SimpleGrid, Text, Title } from "@mantine/core";
import { IconBriefcase, IconHeadset } from "@tabler/icons-react";
import { appUrl } from "@tts/api";
import { EmptyState, Page, useAccount, userText } from "@tts/ui";
import { useTranslation } from "react-i18next";

import classes from "./SystemsPage.module.css";

const SYSTEMS = [
  { app: "helpdesk", system: "hdts", icon: IconHeadset },
  { app: "main", system: "tts", icon: IconBriefcase },
] as const;

/** The apps that one has something to do in. */
export function SystemsPage() {
  const { t } = useTranslation();
  const account = useAccount();
  const mine = SYSTEMS.filter(({ system }) => account.roles.some((role) => role.system === system));
  return (
    <Page title={t("systems.title", { name: userText(account.full_name) })}>
      {mine.length === 0 && <EmptyState title={t("systems.none")}>{t("systems.ask")}</EmptyState>}
      <SimpleGrid cols={{ base: 1, sm: 2 }} maw="48rem">
        {mine.map(({ app, system, icon: Icon }) => (
          <Card
            key={app}
            component="a"
            href={appUrl(app)}
            withBorder
            p="lg"
            className={`${classes.card ?? ""} tts-surface`}
          >
            <Icon size={32} stroke={1.5} aria-hidden />
            <Title order={2} size="h3" mt="sm">
              {t(`systems.${app}.name`)}
            </Title>
            <Text c="dimmed" mt={4}>
              {t(`systems.${app}.text`)}
            </Text>
            <Text size="sm" mt="sm">
              {account.roles
                .filter((role) => role.system === system)
                .map(({ role }) => role)
                .join(", ")}
            </Text>
          </Card>
        ))}
      </SimpleGrid>
    </Page>
  );
}
