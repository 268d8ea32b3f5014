import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Page, QueryView } from "@tts/ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { categories } from "../../shared/api";

import { DraftsLink } from "./DraftsLink";
import { NewTicket } from "./NewTicket";
import { draftOf } from "./api";

/** A new request, or one that was begun before. */
export function NewTicketPage() {
  const { t } = useTranslation();
  const { draft: wanted, category } = useSearch({ from: "/new" });
  const navigate = useNavigate({ from: "/new" });
  const own = useOwnDraft(wanted);
  const known = useQuery(categories);
  const isOwn = wanted === undefined || wanted === own.draft;
  const query = useQuery({ ...draftOf(wanted ?? ""), enabled: !isOwn });
  const onBegun = (id: string) => {
    own.begin(id);
    void navigate({ search: { draft: id }, replace: true });
  };
  return (
    <Page title={t("nav.new")} actions={<DraftsLink />}>
      <QueryView query={known}>
        {({ items }) =>
          isOwn ? (
            <NewTicket
              key={own.key}
              categories={items}
              draft={null}
              category={category}
              onBegun={onBegun}
            />
          ) : (
            <QueryView query={query}>
              {(draft) => (
                <NewTicket key={draft.id} categories={items} draft={draft} onBegun={onBegun} />
              )}
            </QueryView>
          )
        }
      </QueryView>
    </Page>
  );
}

/**
 * The draft that this page began itself: the form that is being filled in stays when the address
 * gets its id, and a new one is shown when the address loses it.
 */
function useOwnDraft(wanted: string | undefined) {
  const [own, setOwn] = useState({ key: 0, draft: "", isShown: false });
  if (own.draft !== "" && own.draft === wanted && !own.isShown) setOwn({ ...own, isShown: true });
  if (own.isShown && wanted === undefined) setOwn({ key: own.key + 1, draft: "", isShown: false });
  return {
    key: own.key,
    draft: own.draft,
    begin: (draft: string) => {
      setOwn((before) => ({ ...before, draft, isShown: false }));
    },
  };
}
