import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Page, QueryView } from "@tts/ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { categories } from "../../shared/api";

import { DraftsLink } from "./DraftsLink";
import { GoneDraft } from "./GoneDraft";
import { NewTicket } from "./NewTicket";
import { draftOf, goneBy } from "./api";

/** A new request, or one that was begun before. */
export function NewTicketPage() {
  const { t } = useTranslation();
  const { draft: wanted, category } = useSearch({ from: "/new" });
  const navigate = useNavigate({ from: "/new" });
  const form = useFormInWork(wanted);
  const known = useQuery(categories);
  const query = useQuery({ ...draftOf(wanted ?? ""), enabled: !form.isOwn });
  const gone = form.isOwn || query.data ? null : goneBy(query.error);
  const onBegun = (id: string) => {
    form.begin(id);
    void navigate({ search: { draft: id }, replace: true });
  };
  return (
    <Page title={t("nav.new")} actions={<DraftsLink />}>
      {gone && <GoneDraft {...gone} />}
      {!gone && (
        <QueryView query={known}>
          {({ items }) =>
            form.isOwn || query.data ? (
              <NewTicket
                key={form.key}
                categories={items}
                draft={form.isOwn ? null : (query.data ?? null)}
                category={category}
                onBegun={onBegun}
              />
            ) : (
              <QueryView query={query}>{() => null}</QueryView>
            )
          }
        </QueryView>
      )}
    </Page>
  );
}

/**
 * The form that the page shows: it stays when the address gets the draft that it has begun, and is
 * another one when the address leads elsewhere.
 */
function useFormInWork(wanted: string | undefined) {
  const [form, setForm] = useState<Form>({ key: 0, wanted });
  if (form.wanted !== wanted) {
    const stays = wanted !== undefined && wanted === form.begun;
    setForm(stays ? { ...form, wanted } : { key: form.key + 1, wanted });
  }
  return {
    key: form.key,
    /** Whether what it holds was written here, so that there is nothing to fetch. */
    isOwn: wanted === undefined || wanted === form.begun,
    begin: (begun: string) => {
      setForm((before) => ({ ...before, begun }));
    },
  };
}

type Form = { key: number; wanted: string | undefined; begun?: string };
