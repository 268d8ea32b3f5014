import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { auth, ok } from "@tts/api";
import { asked, contains, useMay, userText } from "@tts/ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";

const PAUSE_MS = 250;
const MOST_FOUND = 20;

type Props = { value: string | undefined; onChange: (value: string | undefined) => void };

/** Whose work: one's own, nobody's, or that of a colleague who is found by name. */
export function AssigneeSelect({ value, onChange }: Props) {
  const { t } = useTranslation();
  const mayFind = useMay("tts.account.manage");
  const [text, setText] = useState("");
  const [q] = useDebouncedValue(asked(text), PAUSE_MS);
  const { data: found } = useQuery({
    queryKey: ["auth", "accounts", "staff", q],
    queryFn: ({ signal }) => {
      const query = { kind: "staff", active: true, q: q || undefined, limit: MOST_FOUND } as const;
      return ok(auth.GET("/accounts", { params: { query }, signal }));
    },
    enabled: mayFind,
    placeholderData: keepPreviousData,
  });
  const isPerson = value !== undefined && value !== "me" && value !== "none";
  const { data: chosen } = useQuery({
    queryKey: ["auth", "account", value],
    queryFn: ({ signal }) =>
      ok(
        auth.GET("/accounts/{account_id}", {
          params: { path: { account_id: value ?? "" } },
          signal,
        }),
      ),
    enabled: isPerson && mayFind,
  });
  const people = new Map(found?.items.map(({ id, full_name: name }) => [id, name]));
  if (isPerson) people.set(value, chosen?.full_name ?? people.get(value) ?? "…");
  const label = t("work.filters.assignee");
  return (
    <Select
      aria-label={label}
      placeholder={label}
      clearable
      searchable
      flex="1 1 8.5rem"
      maw={{ sm: "11rem" }}
      data={[
        { value: "me", label: t("work.me") },
        { value: "none", label: t("work.nobody") },
        ...[...people].map(([id, name]) => ({ value: id, label: userText(name) })),
      ]}
      onSearchChange={setText}
      // Whoever the service found stays, by an address too, which the label does not show.
      filter={({ options, search }) =>
        options.filter(
          (option) =>
            "value" in option && (people.has(option.value) || contains(option.label, search)),
        )
      }
      value={value ?? null}
      onChange={(next) => {
        onChange(next ?? undefined);
      }}
    />
  );
}
