import { Anchor, Button, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { Link } from "@tanstack/react-router";
import { useCommand } from "@tts/ui";
import { useState } from "react";
import { Trans, useTranslation } from "react-i18next";

import { DoorPage } from "../../layout/DoorPage";
import { EmailInput } from "../../shared/EmailInput";

import { forgotPassword } from "./api";

export function ForgotPasswordPage() {
  const { t } = useTranslation();
  const [sentTo, setSentTo] = useState<string>();
  const form = useForm({ initialValues: { email: "" } });
  const command = useCommand({
    run: forgotPassword,
    onDone: (_, email) => {
      setSentTo(email);
    },
    onFields: form.setErrors,
  });
  return (
    <DoorPage
      title={t("forgot.title")}
      intro={sentTo ? undefined : t("forgot.intro")}
      below={
        <Anchor component={Link} to="/sign-in">
          {t("forgot.back")}
        </Anchor>
      }
    >
      {sentTo ? (
        <Text role="status">
          <Trans i18nKey="forgot.sent" values={{ email: sentTo }} components={{ b: <b /> }} />
        </Text>
      ) : (
        <form
          onSubmit={form.onSubmit(({ email }) => {
            command.mutate(email);
          })}
        >
          <Stack>
            <EmailInput {...form.getInputProps("email")} />
            <Button type="submit" loading={command.isPending}>
              {t("forgot.submit")}
            </Button>
          </Stack>
        </form>
      )}
    </DoorPage>
  );
}
