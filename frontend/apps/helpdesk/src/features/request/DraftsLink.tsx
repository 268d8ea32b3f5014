import { IconPencil } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { ButtonLink } from "@tts/ui";
import { useTranslation } from "react-i18next";

import { drafts } from "../../shared/api";

/** To what was begun and not submitted, if there is anything. */
export function DraftsLink() {
  const { t } = useTranslation();
  const count = useQuery(drafts).data?.items.length ?? 0;
  if (count === 0) return null;
  return (
    <ButtonLink to="/drafts" variant="default" leftSection={<IconPencil size={16} aria-hidden />}>
      {t("drafts.count", { count })}
    </ButtonLink>
  );
}
