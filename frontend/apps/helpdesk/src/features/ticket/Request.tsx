import { List, SimpleGrid, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Surface, isMoney, moneyText } from "@tts/ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { type Ticket, categories } from "../../shared/api";

type Schema = { title?: string; properties?: Record<string, Schema>; items?: Schema };

/** What was asked for, in the requester's words and the category's fields. */
export function Request({ ticket }: { ticket: Ticket }) {
  const { t, i18n } = useTranslation();
  const category = useQuery(categories).data?.items.find(({ name }) => name === ticket.category);
  const schema = (category?.form_schema ?? {}) as Schema;
  const filled = Object.entries(ticket.form);
  return (
    <Surface title={t("ticket.request")}>
      <Text style={{ whiteSpace: "pre-wrap" }} dir="auto">
        {ticket.description}
      </Text>
      {filled.length > 0 && (
        <SimpleGrid component="dl" cols={{ base: 1, xs: 2 }} spacing="sm" mt="md" mb={0}>
          {filled.map(([name, value]) => (
            <div key={name}>
              <Text component="dt" size="sm" c="dimmed">
                {schema.properties?.[name]?.title ?? name}
              </Text>
              <Text component="dd" size="sm" m={0} dir="auto">
                {shown(value, schema.properties?.[name] ?? {}, i18n.language)}
              </Text>
            </div>
          ))}
        </SimpleGrid>
      )}
    </Surface>
  );
}

/** A value of a form, however deep. */
function shown(value: unknown, schema: Schema, language: string): ReactNode {
  if (isMoney(value)) return moneyText(value, language);
  if (Array.isArray(value)) {
    return (
      <List component="span" size="sm">
        {value.map((item, index) => (
          <List.Item key={index} component="span">
            {shown(item, schema.items ?? {}, language)}
          </List.Item>
        ))}
      </List>
    );
  }
  if (typeof value === "object" && value !== null) {
    return Object.entries(value)
      .map(([name, part]) => {
        const text = isMoney(part) ? moneyText(part, language) : String(part);
        return `${schema.properties?.[name]?.title ?? name}: ${text}`;
      })
      .join(", ");
  }
  return String(value);
}
