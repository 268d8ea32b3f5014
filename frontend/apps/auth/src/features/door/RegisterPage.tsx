import { Anchor, Button, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { Link } from "@tanstack/react-router";
import { localZone, useCommand } from "@tts/ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { DoorPage } from "../../layout/DoorPage";
import { EmailInput } from "../../shared/EmailInput";
import { NewPassword } from "../../shared/NewPassword";

import { CheckMail } from "./CheckMail";
import { register } from "./api";

export function RegisterPage() {
  const { t, i18n } = useTranslation();
  const [email, setEmail] = useState<string>();
  const form = useForm({
    initialValues: { email: "", full_name: "", department: "", password: "", repeated: "" },
    validate: {
      repeated: (value, { password }) => (value === password ? null : t("fields.differ")),
    },
  });
  const command = useCommand({
    run: register,
    onDone: (_, input) => {
      setEmail(input.email);
    },
    onFields: form.setErrors,
  });
  if (email) return <CheckMail email={email} />;
  return (
    <DoorPage
      title={t("register.title")}
      intro={t("register.intro")}
      below={
        <Anchor component={Link} to="/sign-in">
          {t("register.signIn")}
        </Anchor>
      }
    >
      <form
        onSubmit={form.onSubmit(({ email, full_name, password, department }) => {
          command.mutate({
            email,
            full_name,
            password,
            department: department || null,
            language: i18n.language,
            time_zone: localZone(),
          });
        })}
      >
        <Stack>
          <TextInput
            label={t("fields.fullName")}
            autoComplete="name"
            required
            {...form.getInputProps("full_name")}
          />
          <EmailInput {...form.getInputProps("email")} />
          <TextInput
            label={t("fields.department")}
            description={t("fields.optional")}
            autoComplete="organization-title"
            {...form.getInputProps("department")}
          />
          <NewPassword
            password={form.getInputProps("password")}
            repeated={form.getInputProps("repeated")}
          />
          <Button type="submit" loading={command.isPending}>
            {t("register.submit")}
          </Button>
        </Stack>
      </form>
    </DoorPage>
  );
}
