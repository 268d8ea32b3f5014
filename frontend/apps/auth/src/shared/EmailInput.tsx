import { TextInput, type TextInputProps } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** The address that somebody signs in with. */
export function EmailInput(props: TextInputProps) {
  const { t } = useTranslation();
  return (
    <TextInput label={t("fields.email")} type="email" autoComplete="username" required {...props} />
  );
}
