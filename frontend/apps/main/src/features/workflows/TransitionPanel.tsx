import { Anchor, Checkbox, Select, Stack, Text, TextInput } from "@mantine/core";
import { Surface } from "@tts/ui";
import { useTranslation } from "react-i18next";

import { ElementProblems } from "./ElementProblems";
import { NOTHING, type Transition, changeTransition } from "./draft/draft";
import { NAME_FIELD } from "./focus";
import { useDraft } from "./useDraft";

const NAME_LENGTH = 100;

/** Everything about one transition. */
export function TransitionPanel({ transition }: { transition: Transition }) {
  const { t } = useTranslation();
  const { editor, edit, dispatch } = useDraft();
  const { id, source } = transition;
  const { steps } = editor.present;
  const nameOf = (name = "") => name || t("editor.unnamed");
  const change = (values: Partial<Transition>) => {
    const [field] = Object.keys(values);
    edit((draft) => changeTransition(draft, id, values), { key: `${id}.${field ?? ""}` });
  };
  return (
    <Surface p="sm" title={t("editor.transition.title")}>
      <Stack gap="sm">
        <ElementProblems id={id} />
        <TextInput
          id={NAME_FIELD}
          label={t("editor.transition.name")}
          description={t("editor.transition.nameExplained")}
          maxLength={NAME_LENGTH}
          value={transition.name}
          onChange={(event) => {
            change({ name: event.currentTarget.value });
          }}
        />
        <Text size="sm">
          {t("editor.transition.from")}{" "}
          <Anchor
            component="button"
            type="button"
            size="sm"
            onClick={() => {
              dispatch({ type: "select", elements: { ...NOTHING, steps: [source] } });
            }}
          >
            {nameOf(steps.find((step) => step.id === source)?.name)}
          </Anchor>
        </Text>
        <Select
          label={t("editor.transition.target")}
          searchable
          allowDeselect={false}
          data={steps
            .filter((step) => step.id !== source)
            .map((step) => ({ value: step.id, label: nameOf(step.name) }))}
          value={transition.target}
          onChange={(target) => {
            if (target) change({ target });
          }}
        />
        <Checkbox
          label={t("editor.transition.noteRequired")}
          description={t("editor.transition.noteExplained")}
          checked={transition.note_required}
          onChange={(event) => {
            change({ note_required: event.currentTarget.checked });
          }}
        />
      </Stack>
    </Surface>
  );
}
