import { Alert, Button, Loader, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { DoorPage } from "../../layout/DoorPage";

import { tokenOfLink, verifyEmail } from "./api";

/** Where the link of the registration mail leads: it does its work at once. */
export function VerifyEmailPage() {
  const { t } = useTranslation();
  const [token] = useState(tokenOfLink);
  const { isSuccess, isError } = useQuery({
    queryKey: ["auth", "verify", token],
    queryFn: async () => {
      await verifyEmail(token ?? "");
      return true;
    },
    enabled: token !== null,
    retry: false,
    staleTime: Infinity,
  });
  return (
    <DoorPage title={t("verify.title")}>
      <Stack role="status">
        {isSuccess && <Text>{t("verify.done")}</Text>}
        {(isError || token === null) && (
          <Alert color="red" title={t("verify.failed")}>
            {t("verify.failedExplained")}
          </Alert>
        )}
        {!isSuccess && !isError && token !== null && <Loader />}
        {isSuccess ? (
          <Button component={Link} to="/sign-in">
            {t("signIn.submit")}
          </Button>
        ) : (
          <Button component={Link} to="/register" variant="default">
            {t("signIn.register")}
          </Button>
        )}
      </Stack>
    </DoorPage>
  );
}
