import { SimpleGrid, Text, UnstyledButton } from "@mantine/core";
import {
  IconArrowBackUp,
  IconDeviceLaptop,
  IconHelp,
  IconPackageExport,
  IconReportMoney,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import type { Category } from "../../shared/api";

import classes from "./CategoryPicker.module.css";

/** Categories are made by admins: those that are known get a picture. */
const ICONS: Record<string, typeof IconHelp> = {
  "IT Support": IconDeviceLaptop,
  "Asset Check In": IconArrowBackUp,
  "Asset Check Out": IconPackageExport,
  "New Budget Proposal": IconReportMoney,
};

type Props = { categories: Category[]; onPick: (category: Category) => void };

/** What the request is about, as the first question. */
export function CategoryPicker({ categories, onPick }: Props) {
  const { t } = useTranslation();
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="sm">
      {categories.map((category) => {
        const Icon = ICONS[category.name] ?? IconHelp;
        return (
          <UnstyledButton
            key={category.name}
            className={`${classes.card ?? ""} tts-surface`}
            onClick={() => {
              onPick(category);
            }}
          >
            <Icon size={28} aria-hidden className={classes.icon} />
            <span>
              <Text fw={600}>{category.name}</Text>
              <Text size="sm" c="dimmed" lineClamp={2}>
                {category.sub_categories.slice(0, 4).join(", ") || t("request.anythingElse")}
              </Text>
            </span>
          </UnstyledButton>
        );
      })}
    </SimpleGrid>
  );
}
