import { Alert, Fieldset, NumberInput, SimpleGrid, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { PRIORITIES, type Priority } from "@tts/api";
import { PriorityBadge, Surface } from "@tts/ui";
import { useTranslation } from "react-i18next";

import { setMinutes } from "./draft/draft";
import { type Duration, MOST_DAYS, misordered, toDuration, toMinutes } from "./draft/duration";
import { useDraft } from "./useDraft";

const UNITS = [
  { unit: "days", most: MOST_DAYS },
  { unit: "hours", most: 23 },
  { unit: "minutes", most: 59 },
] as const;

/** The time to resolution of each priority; part of the draft, as versions keep it. */
export function Targets() {
  const { t } = useTranslation();
  const { editor } = useDraft();
  const wrong = misordered(editor.present.minutes);
  return (
    <Surface title={t("workflows.targets.title")}>
      <Text size="sm" c="dimmed" mb="sm">
        {t("workflows.targets.text")}
      </Text>
      <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }}>
        {PRIORITIES.map((priority) => (
          <Target key={priority} priority={priority} />
        ))}
      </SimpleGrid>
      <div role="status">
        {wrong.map(({ urgent, other }) => (
          <Alert
            key={urgent}
            color="red"
            mt="sm"
            p="xs"
            icon={<IconAlertTriangle size={16} aria-hidden />}
          >
            {t("workflows.targets.misordered", {
              urgent: t(`ui:priority.${urgent}`),
              other: t(`ui:priority.${other}`),
            })}
          </Alert>
        ))}
      </div>
    </Surface>
  );
}

function Target({ priority }: { priority: Priority }) {
  const { t } = useTranslation();
  const { editor, edit } = useDraft();
  const minutes = editor.present.minutes[priority];
  const duration = toDuration(minutes ?? 0);
  const change = (part: Partial<Duration>) => {
    const all = toMinutes({ ...duration, ...part });
    edit((draft) => setMinutes(draft, priority, all), { key: `target.${priority}` });
  };
  return (
    <Fieldset legend={<PriorityBadge priority={priority} />} p="xs" pt={4}>
      <SimpleGrid cols={3} spacing={6}>
        {UNITS.map(({ unit, most }) => (
          <NumberInput
            key={unit}
            label={t(`workflows.targets.${unit}`)}
            size="xs"
            min={0}
            max={most}
            clampBehavior="strict"
            allowDecimal={false}
            allowNegative={false}
            value={duration[unit]}
            onChange={(value) => {
              change({ [unit]: typeof value === "number" ? value : 0 });
            }}
          />
        ))}
      </SimpleGrid>
      {minutes === undefined && (
        <Text size="xs" c="dimmed" mt={4}>
          {t("workflows.targets.none")}
        </Text>
      )}
    </Fieldset>
  );
}
