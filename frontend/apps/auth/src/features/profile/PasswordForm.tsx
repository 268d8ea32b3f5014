import { Button, Group, PasswordInput, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { adopt } from "@tts/api";
import { Surface, useCommand } from "@tts/ui";
import { useTranslation } from "react-i18next";

import { NewPassword } from "../../shared/NewPassword";

import { changePassword, devices } from "./api";

export function PasswordForm() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const form = useForm({
    initialValues: { current_password: "", new_password: "", repeated: "" },
    validate: {
      repeated: (value, values) => (value === values.new_password ? null : t("fields.differ")),
    },
  });
  const command = useCommand({
    run: changePassword,
    said: t("profile.passwordChanged"),
    onDone: ({ account }) => {
      adopt(account);
      form.reset();
      void client.invalidateQueries({ queryKey: devices.queryKey });
    },
    onFields: form.setErrors,
  });
  return (
    <Surface title={t("profile.password")}>
      <form
        onSubmit={form.onSubmit(({ current_password, new_password }) => {
          command.mutate({ current_password, new_password });
        })}
      >
        <Stack>
          <Text c="dimmed" size="sm">
            {t("profile.passwordExplained")}
          </Text>
          <PasswordInput
            label={t("fields.currentPassword")}
            autoComplete="current-password"
            required
            {...form.getInputProps("current_password")}
          />
          <NewPassword
            password={form.getInputProps("new_password")}
            repeated={form.getInputProps("repeated")}
          />
          <Group>
            <Button type="submit" loading={command.isPending}>
              {t("profile.changePassword")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Surface>
  );
}
