import { Button, Group, Text, Title } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Surface, confirm, fieldTexts, ticketChanged, useCommand } from "@tts/ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { type Category, ticketOf } from "../../shared/api";

import { CategoryPicker } from "./CategoryPicker";
import { GoneMeanwhile } from "./GoneDraft";
import { RequestForm, type RequestValues } from "./RequestForm";
import { SavingHint } from "./SavingHint";
import { type Draft, discardDraft, goneBy, submitTicket } from "./api";
import { useAutosave } from "./useAutosave";

type Props = {
  categories: Category[];
  draft: Draft | null;
  /** The category to begin with, when the way here named one. */
  category?: string;
  onBegun: (id: string) => void;
};

/** First the category, then its form; what is written is kept as a draft meanwhile. */
export function NewTicket({ categories, draft, category: wanted, onBegun }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [key] = useState(() => crypto.randomUUID());
  const [picked, setPicked] = useState(draft?.category ?? wanted);
  const [values, setValues] = useState<RequestValues>({
    subject: draft?.subject ?? "",
    description: draft?.description ?? "",
    sub_category: draft?.sub_category ?? null,
    form: draft?.form ?? {},
  });
  const autosave = useAutosave(draft, onBegun);
  const category = categories.find(({ name }) => name === picked);
  const submission = useCommand({
    run: async (written: RequestValues) => {
      const kept = await autosave.settle();
      const body = { ...written, category: category?.name ?? "", draft: kept?.id ?? null };
      return submitTicket(key, body);
    },
    said: t("request.submitted"),
    stale: [["helpdesk", "drafts"]],
    onDone: (ticket) => {
      client.setQueryData(ticketOf(ticket.number).queryKey, ticket);
      ticketChanged(client, null);
      // In place of the form: Back leads to where one was before it.
      void navigate({ to: "/ticket/$number", params: { number: ticket.number }, replace: true });
    },
    onFields: () => undefined,
  });
  const discard = useCommand({
    run: async () => {
      const kept = await autosave.settle();
      if (kept && autosave.saving.state !== "gone") await discardDraft(kept.id);
    },
    stale: [["helpdesk", "drafts"]],
    onDone: () => void navigate({ to: "/", replace: true }),
  });
  if (!category) {
    return (
      <>
        <Title order={2} size="h3" mb="sm">
          {t("request.pick")}
        </Title>
        <CategoryPicker
          categories={categories}
          onPick={({ name }) => {
            // What another category asked for does not fit this one.
            setValues({ ...values, sub_category: null, form: {} });
            setPicked(name);
          }}
        />
      </>
    );
  }
  const notice = (error: unknown) => {
    const gone = goneBy(error);
    if (gone) autosave.lose(gone);
  };
  const submit = async (written: RequestValues) => {
    try {
      await submission.mutateAsync(written);
      return {};
    } catch (error) {
      notice(error);
      return fieldTexts(error);
    }
  };
  const onDiscard = async () => {
    const sure = await confirm({
      title: t("request.discardTitle"),
      text: t("request.discardText"),
      confirm: t("request.discard"),
      danger: true,
    });
    if (sure) discard.mutate(undefined, { onError: notice });
  };
  return (
    <Surface>
      <Group justify="space-between" mb="md" gap="xs">
        <Group gap="xs">
          <Text fw={600}>{category.name}</Text>
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() => {
              setPicked(undefined);
            }}
          >
            {t("request.change")}
          </Button>
        </Group>
        <SavingHint saving={autosave.saving} />
      </Group>
      {autosave.saving.state === "gone" && (
        <GoneMeanwhile
          ticket={autosave.saving.ticket}
          onBeginAnew={() => {
            autosave.beginAnew({ ...values, category: category.name });
          }}
        />
      )}
      <RequestForm
        key={category.name}
        category={category}
        initial={values}
        submitLabel={t("request.submit")}
        onSubmit={submit}
        onChange={(written) => {
          setValues(written);
          autosave.later({ ...written, category: category.name });
        }}
      >
        <Button variant="subtle" color="red" loading={discard.isPending} onClick={onDiscard}>
          {t("request.discard")}
        </Button>
      </RequestForm>
    </Surface>
  );
}
