import { Button, Group, Select, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { ApiError, adopt, startSession } from "@tts/api";
import { LANGUAGES, Surface, chooseLanguage, isLanguage, useAccount, useCommand } from "@tts/ui";
import { useTranslation } from "react-i18next";

import { changeProfile } from "./api";

const ZONES = Intl.supportedValuesOf("timeZone");

/** Who one is to others, and how one is written to. */
export function ProfileForm() {
  const { t } = useTranslation();
  const account = useAccount();
  const form = useForm({
    initialValues: {
      full_name: account.full_name,
      department: account.department ?? "",
      language: account.language,
      time_zone: account.time_zone,
    },
  });
  const command = useCommand({
    run: async ({ department, ...rest }: typeof form.values) => {
      const values = { ...rest, department: department || null };
      // What one has not touched here stays as it may have been changed elsewhere.
      const changed = Object.entries(values).filter(([name]) => form.isDirty(name));
      try {
        return await changeProfile(account, Object.fromEntries(changed));
      } catch (error) {
        // Changed elsewhere: what is typed here can be saved by the next try.
        if (error instanceof ApiError && error.status === 412) await startSession();
        throw error;
      }
    },
    said: t("profile.saved"),
    onDone: (changed) => {
      adopt(changed);
      form.resetDirty();
      if (isLanguage(changed.language)) void chooseLanguage(changed.language);
    },
    onFields: form.setErrors,
  });
  return (
    <Surface title={t("profile.about")}>
      <form
        onSubmit={form.onSubmit((values) => {
          command.mutate(values);
        })}
      >
        <Stack>
          <TextInput label={t("fields.email")} value={account.email} readOnly />
          <TextInput
            label={t("fields.fullName")}
            autoComplete="name"
            required
            {...form.getInputProps("full_name")}
          />
          <TextInput label={t("fields.department")} {...form.getInputProps("department")} />
          <Select
            label={t("fields.language")}
            description={t("profile.languageUse")}
            data={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))}
            allowDeselect={false}
            {...form.getInputProps("language")}
          />
          <Select
            label={t("fields.timeZone")}
            data={ZONES.includes(account.time_zone) ? ZONES : [account.time_zone, ...ZONES]}
            searchable
            limit={50}
            allowDeselect={false}
            {...form.getInputProps("time_zone")}
          />
          <Group>
            <Button type="submit" loading={command.isPending} disabled={!form.isDirty()}>
              {t("ui:actions.save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Surface>
  );
}
