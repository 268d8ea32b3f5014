import { Alert, Anchor, Button, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { Link } from "@tanstack/react-router";
import { useCommand } from "@tts/ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { DoorPage } from "../../layout/DoorPage";
import { NewPassword } from "../../shared/NewPassword";

import { resetPassword, tokenOfLink } from "./api";

/** Where the link of the recovery mail leads. */
export function ResetPasswordPage() {
  const { t } = useTranslation();
  const [token] = useState(tokenOfLink);
  const [failed, setFailed] = useState(token === null);
  const form = useForm({
    initialValues: { password: "", repeated: "" },
    validate: {
      repeated: (value, { password }) => (value === password ? null : t("fields.differ")),
    },
  });
  const command = useCommand({
    run: resetPassword,
    onFields: ({ token: link, ...fields }) => {
      setFailed(link !== undefined);
      form.setErrors(fields);
    },
  });
  if (command.isSuccess) {
    return (
      <DoorPage title={t("reset.title")}>
        <Stack role="status">
          <Text>{t("reset.done")}</Text>
          <Button component={Link} to="/sign-in">
            {t("signIn.submit")}
          </Button>
        </Stack>
      </DoorPage>
    );
  }
  return (
    <DoorPage
      title={t("reset.title")}
      below={
        <Anchor component={Link} to="/forgot-password">
          {t("reset.again")}
        </Anchor>
      }
    >
      {failed ? (
        <Alert role="alert" color="red" title={t("reset.failed")}>
          {t("reset.failedExplained")}
        </Alert>
      ) : (
        <form
          onSubmit={form.onSubmit(({ password }) => {
            command.mutate({ token: token ?? "", password });
          })}
        >
          <Stack>
            <NewPassword
              password={form.getInputProps("password")}
              repeated={form.getInputProps("repeated")}
            />
            <Button type="submit" loading={command.isPending}>
              {t("reset.submit")}
            </Button>
          </Stack>
        </form>
      )}
    </DoorPage>
  );
}
