import { Button, Group } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { CursorPaging } from "../data/useCursor";

export type PagerProps = { paging: CursorPaging; next: string | null | undefined };

/** To the page before and the page after; nothing where everything fits on one. */
export function Pager({ paging, next }: PagerProps) {
  const { t } = useTranslation("ui");
  if (!paging.onPrevious && !next) return null;
  return (
    <Group component="nav" aria-label={t("pager.label")} justify="flex-end" gap="xs">
      <Button
        variant="default"
        leftSection={<IconChevronLeft size={16} aria-hidden />}
        disabled={!paging.onPrevious}
        onClick={paging.onPrevious}
      >
        {t("pager.previous")}
      </Button>
      <Button
        variant="default"
        rightSection={<IconChevronRight size={16} aria-hidden />}
        disabled={!next}
        onClick={() => {
          if (next) paging.onNext(next);
        }}
      >
        {t("pager.next")}
      </Button>
    </Group>
  );
}
