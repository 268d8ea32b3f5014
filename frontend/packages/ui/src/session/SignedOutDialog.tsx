import { Button, Modal, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { signInUrl } from "./next";

/** Covers the page, which stays as it was, until somebody signs in again. */
export default function SignedOutDialog() {
  const { t } = useTranslation("ui");
  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={t("session.ended")}
      overlayProps={{ backgroundOpacity: 0.8, blur: 12 }}
    >
      <Stack>
        <Text>{t("session.endedExplained")}</Text>
        <Button component="a" href={signInUrl()} target="_blank" rel="opener" data-autofocus>
          {t("session.signInAgain")}
        </Button>
        <Button component="a" href={signInUrl()} variant="subtle">
          {t("session.leave")}
        </Button>
      </Stack>
    </Modal>
  );
}
