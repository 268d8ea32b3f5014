import { Anchor, Button, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useCommand } from "@tts/ui";
import { Trans, useTranslation } from "react-i18next";

import { DoorPage } from "../../layout/DoorPage";

import { resendVerification } from "./api";

/** After registering: what to do now, and what if no mail comes. */
export function CheckMail({ email }: { email: string }) {
  const { t } = useTranslation();
  const again = useCommand({ run: resendVerification, said: t("checkMail.sent") });
  return (
    <DoorPage
      title={t("checkMail.title")}
      below={
        <Anchor renderRoot={(props) => <Link to="/sign-in" search={{ email }} {...props} />}>
          {t("register.signIn")}
        </Anchor>
      }
    >
      <Stack role="status">
        <Text>
          <Trans i18nKey="checkMail.text" values={{ email }} components={{ b: <b /> }} />
        </Text>
        <Text c="dimmed" size="sm">
          {t("checkMail.nothing")}
        </Text>
        <Button
          variant="default"
          loading={again.isPending}
          onClick={() => {
            again.mutate(email);
          }}
        >
          {t("checkMail.again")}
        </Button>
      </Stack>
    </DoorPage>
  );
}
