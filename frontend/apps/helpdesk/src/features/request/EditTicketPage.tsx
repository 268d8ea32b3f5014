import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import {
  ButtonLink,
  ChangedMeanwhile,
  Page,
  QueryView,
  Surface,
  fieldTexts,
  ticketChanged,
  useCommand,
} from "@tts/ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { type Category, type Ticket, categories, ticketOf } from "../../shared/api";

import { RequestForm, type RequestValues } from "./RequestForm";
import { editTicket } from "./api";

/** One's own request, while nobody has decided on it. */
export function EditTicketPage() {
  const { t } = useTranslation();
  const { number } = useParams({ from: "/ticket/$number/edit" });
  const ticket = useQuery(ticketOf(number));
  const known = useQuery(categories);
  return (
    <Page title={t("request.editTitle", { number })}>
      <QueryView query={ticket}>
        {(shown) => (
          <QueryView query={known}>
            {({ items }) => <Edit ticket={shown} categories={items} />}
          </QueryView>
        )}
      </QueryView>
    </Page>
  );
}

type Props = { ticket: Ticket; categories: Category[] };

function Edit({ ticket: present, categories: known }: Props) {
  const { t } = useTranslation();
  // What one began to edit stays, whatever becomes of it meanwhile.
  const [ticket, setTicket] = useState(present);
  const [shown, setShown] = useState(ticket.revision);
  const { number } = ticket;
  const client = useQueryClient();
  const navigate = useNavigate();
  const key = ticketOf(number).queryKey;
  const command = useCommand({
    run: (values: RequestValues) => editTicket(number, ticket.revision, values),
    said: t("request.edited"),
    stale: [key],
    onDone: (changed) => {
      client.setQueryData(key, changed);
      ticketChanged(client, number);
      void navigate({ to: "/ticket/$number", params: { number }, replace: true });
    },
    onFields: () => undefined,
  });
  // A category that is no longer offered still takes what was written in it.
  const category = known.find(({ name }) => name === ticket.category);
  const submit = async (values: RequestValues) => {
    try {
      await command.mutateAsync(values);
      return {};
    } catch (error) {
      return fieldTexts(error);
    }
  };
  return (
    <Surface>
      {present.revision !== ticket.revision && (
        <ChangedMeanwhile
          onKeep={() => {
            setTicket(present);
          }}
          onShow={() => {
            setTicket(present);
            setShown(present.revision);
          }}
        />
      )}
      <RequestForm
        key={shown}
        category={category ?? { ...NO_CATEGORY, name: ticket.category }}
        initial={{
          subject: ticket.subject,
          description: ticket.description,
          sub_category: ticket.sub_category,
          form: ticket.form,
        }}
        submitLabel={t("ui:actions.save")}
        sentAt={ticket.created_at}
        onSubmit={submit}
      >
        <ButtonLink to="/ticket/$number" params={{ number }} variant="subtle">
          {t("ui:actions.cancel")}
        </ButtonLink>
      </RequestForm>
    </Surface>
  );
}

const NO_CATEGORY: Omit<Category, "name"> = {
  department: "",
  form_schema: null,
  sub_categories: [],
  auto_close_hours: 0,
  reopen_days: 0,
  self_approval: false,
};
