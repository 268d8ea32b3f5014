import { TextInput } from "@mantine/core";
import type FormComponent from "@rjsf/core";
import { Form } from "@rjsf/mantine";
import type { RJSFSchema, RJSFValidationError, WidgetProps } from "@rjsf/utils";
import dayjs from "dayjs";
import { type Ref, useImperativeHandle, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";

import { MoneyField } from "./MoneyField";
import { errorTree, uiOf } from "./schema";
import { makeValidator } from "./validator";

export type FormData = Record<string, unknown>;
export type SchemaFormHandle = { validate: () => boolean };

type Props = {
  schema: RJSFSchema;
  value: FormData;
  onChange: (value: FormData) => void;
  /** The server's field errors. */
  errors: Record<string, string>;
  sentAt?: string;
  ref: Ref<SchemaFormHandle>;
};

/** The fields that a category asks for, as its JSON Schema says. */
export default function SchemaForm({ schema, value, onChange, errors, sentAt, ref }: Props) {
  const { t } = useTranslation();
  const form = useRef<FormComponent<FormData>>(null);
  useImperativeHandle(ref, () => ({ validate: () => form.current?.validateForm() ?? false }));
  const validator = useMemo(
    () =>
      makeValidator(
        (keyword, said) => t([`request.errors.${keyword}`, said], { said }),
        dayjs(sentAt).format("YYYY-MM-DD"),
      ),
    [t, sentAt],
  );
  const uiSchema = useMemo(() => uiOf(schema), [schema]);
  const extraErrors = useMemo(() => errorTree(errors) as never, [errors]);
  return (
    <Form
      ref={form}
      // The page's own form is around it.
      tagName="div"
      idPrefix="form"
      schema={schema}
      uiSchema={uiSchema}
      widgets={WIDGETS}
      fields={FIELDS}
      experimental_defaultFormStateBehavior={DEFAULTS}
      validator={validator}
      formData={value}
      extraErrors={extraErrors}
      showErrorList={false}
      focusOnFirstError={focusField}
      onChange={({ formData }) => {
        onChange((formData as FormData | undefined) ?? {});
      }}
    >
      <></>
    </Form>
  );
}

/** rjsf itself looks for the field in a form element, which this is not. */
function focusField({ property }: RJSFValidationError) {
  document.getElementById(`form${(property ?? "").replaceAll(".", "_")}`)?.focus();
}

function common({ id, label, required, disabled, rawErrors }: WidgetProps) {
  return { id, label, required, disabled, error: rawErrors?.join(" ") };
}

/** The browser's own date input: it knows the reader's order of day and month. */
function DayWidget(props: WidgetProps) {
  return (
    <TextInput
      {...common(props)}
      type="date"
      value={typeof props.value === "string" ? props.value : ""}
      onChange={(event) => {
        props.onChange(event.currentTarget.value || undefined);
      }}
    />
  );
}

const WIDGETS = { day: DayWidget };
const FIELDS = { money: MoneyField };
/** Nobody typed what a schema allows only one value for. */
const DEFAULTS = {
  emptyObjectFields: "populateRequiredDefaults",
  constAsDefaults: "never",
} as const;
