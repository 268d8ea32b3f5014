import { Alert, Button, PasswordInput, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { Link } from "@tanstack/react-router";
import { useCommand } from "@tts/ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { DoorPage } from "../../layout/DoorPage";

import { tokenOfLink, verifyEmail } from "./api";

/** Where the link of the registration mail leads. */
export function VerifyEmailPage() {
  const { t } = useTranslation();
  const [token] = useState(tokenOfLink);
  const [failed, setFailed] = useState(token === null);
  const form = useForm({ initialValues: { password: "" } });
  const command = useCommand({
    run: verifyEmail,
    onFields: ({ password, ...others }) => {
      if (password !== undefined) form.setErrors({ password });
      else setFailed(Object.keys(others).length > 0);
    },
  });
  if (command.isSuccess) {
    return (
      <DoorPage title={t("verify.title")}>
        <Stack role="status">
          <Text>{t("verify.done")}</Text>
          <Button component={Link} to="/sign-in">
            {t("signIn.submit")}
          </Button>
        </Stack>
      </DoorPage>
    );
  }
  if (failed) {
    return (
      <DoorPage title={t("verify.title")}>
        <Stack>
          <Alert role="alert" color="red" title={t("verify.failed")}>
            {t("verify.failedExplained")}
          </Alert>
          <Button component={Link} to="/register" variant="default">
            {t("signIn.register")}
          </Button>
        </Stack>
      </DoorPage>
    );
  }
  return (
    <DoorPage
      title={t("verify.title")}
      intro={t("verify.intro")}
      below={
        <Text size="sm" c="dimmed" ta="center">
          {t("verify.stranger")}
        </Text>
      }
    >
      <form
        onSubmit={form.onSubmit(({ password }) => {
          command.mutate({ token: token ?? "", password });
        })}
      >
        <Stack>
          <PasswordInput
            label={t("fields.password")}
            autoComplete="current-password"
            required
            data-autofocus
            {...form.getInputProps("password")}
          />
          <Button type="submit" loading={command.isPending}>
            {t("verify.submit")}
          </Button>
        </Stack>
      </form>
    </DoorPage>
  );
}
