import { PasswordInput, type PasswordInputProps } from "@mantine/core";
import { useTranslation } from "react-i18next";

export const LEAST_LETTERS = 10;

type Props = { password: PasswordInputProps; repeated: PasswordInputProps };

/** A password to be set, written twice; long is what counts. */
export function NewPassword({ password, repeated }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <PasswordInput
        label={t("fields.newPassword")}
        description={t("fields.passwordRule", { count: LEAST_LETTERS })}
        autoComplete="new-password"
        minLength={LEAST_LETTERS}
        required
        {...password}
      />
      <PasswordInput
        label={t("fields.repeat")}
        autoComplete="new-password"
        required
        {...repeated}
      />
    </>
  );
}
