import { SimpleGrid, Stack } from "@mantine/core";
import { Page } from "@tts/ui";
import { useTranslation } from "react-i18next";

import { Devices } from "./Devices";
import { PasswordForm } from "./PasswordForm";
import { ProfileForm } from "./ProfileForm";

export function ProfilePage() {
  const { t } = useTranslation();
  return (
    <Page title={t("profile.title")}>
      <SimpleGrid cols={{ base: 1, md: 2 }} style={{ alignItems: "start" }}>
        <Stack>
          <ProfileForm />
          <PasswordForm />
        </Stack>
        <Devices />
      </SimpleGrid>
    </Page>
  );
}
