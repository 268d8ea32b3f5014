import { PasswordInput, type PasswordInputProps } from "@mantine/core";
import { useTranslation } from "react-i18next";

export const LEAST_LETTERS = 10;

/** A password to be set; long is what counts. */
export function NewPassword(props: PasswordInputProps) {
  const { t } = useTranslation();
  return (
    <PasswordInput
      label={t("fields.newPassword")}
      description={t("fields.passwordRule", { count: LEAST_LETTERS })}
      autoComplete="new-password"
      minLength={LEAST_LETTERS}
      required
      {...props}
    />
  );
}
