import { Button, Group, Select, Skeleton, Stack, Text, TextInput, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { isBlank } from "@tts/ui";
import { type ReactNode, Suspense, type SyntheticEvent, lazy, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Category } from "../../shared/api";

import type { FormData, SchemaFormHandle } from "./SchemaForm";
import { hasFields } from "./schema";

const SchemaForm = lazy(() => import("./SchemaForm"));

const LONGEST = { subject: 200, description: 10_000 };

export type RequestValues = {
  subject: string;
  description: string;
  sub_category: string | null;
  form: FormData;
};

type Props = {
  category: Category;
  initial: RequestValues;
  submitLabel: string;
  /** When it was sent, if it was: dates that were to come then are still taken. */
  sentAt?: string;
  /** Resolves with the server's field errors, if there are any. */
  onSubmit: (values: RequestValues) => Promise<Record<string, string>>;
  onChange?: (values: RequestValues) => void;
  children?: ReactNode;
};

/** A request in words, with what its category wants to know. */
export function RequestForm({
  category,
  initial,
  submitLabel,
  sentAt,
  onSubmit,
  onChange,
  children,
}: Props) {
  const { t } = useTranslation();
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [isSending, setSending] = useState(false);
  const details = useRef<SchemaFormHandle>(null);
  const needed = (value: string) => (isBlank(value) ? t("request.errors.required") : null);
  const form = useForm<RequestValues>({
    initialValues: initial,
    validate: { subject: needed, description: needed },
    onValuesChange: onChange,
  });
  const schema = category.form_schema;
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    // Everything that is missing is shown at once.
    const isComplete = details.current?.validate() ?? true;
    if (form.validate().hasErrors || !isComplete) return;
    setSending(true);
    const found = await onSubmit(form.getValues());
    setSending(false);
    setErrors(found);
    form.setErrors(found);
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack maw="44rem">
        <TextInput
          label={t("request.subject")}
          description={t("request.subjectHint")}
          required
          data-autofocus
          maxLength={LONGEST.subject}
          {...form.getInputProps("subject")}
        />
        {category.sub_categories.length > 0 && (
          <Select
            label={t("request.subCategory")}
            data={category.sub_categories}
            clearable
            searchable
            {...form.getInputProps("sub_category")}
          />
        )}
        <Textarea
          label={t("request.description")}
          description={t("request.descriptionHint")}
          required
          autosize
          minRows={5}
          maxRows={20}
          maxLength={LONGEST.description}
          {...form.getInputProps("description")}
        />
        {hasFields(schema) && (
          <Suspense fallback={<Skeleton height={180} />}>
            <SchemaForm
              ref={details}
              schema={schema}
              value={form.values.form}
              errors={errors}
              sentAt={sentAt}
              onChange={(value) => {
                form.setFieldValue("form", value);
              }}
            />
          </Suspense>
        )}
        {errors.form && (
          <Text role="alert" size="sm" c="var(--mantine-color-error)">
            {errors.form}
          </Text>
        )}
        <Group justify="space-between">
          <Button type="submit" loading={isSending}>
            {submitLabel}
          </Button>
          {children}
        </Group>
      </Stack>
    </form>
  );
}
