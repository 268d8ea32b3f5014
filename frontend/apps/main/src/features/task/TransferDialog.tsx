import {
  Badge,
  Button,
  Group,
  Radio,
  ScrollArea,
  Stack,
  Text,
  TextInput,
  Textarea,
} from "@mantine/core";
import { getHotkeyHandler } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Dialog, EmptyState, Person, QueryView, contains } from "@tts/ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { type Candidate, type Task, candidatesQuery, transfer } from "./api";
import { useTaskCommand } from "./useTaskCommand";

const MOST_LETTERS = 4000;
/** With fewer people nobody needs to search. */
const MANY = 8;

type Props = { task: Task; opened: boolean; onClose: () => void; onDone: () => void };

/** Asks who shall have the work instead, with how much each of them has already. */
export function TransferDialog({ opened, onClose, ...rest }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={onClose} title={t("task.transfer.title")}>
      <TransferForm onClose={onClose} {...rest} />
    </Dialog>
  );
}

function TransferForm({ task, onClose, onDone }: Omit<Props, "opened">) {
  const { t } = useTranslation();
  const query = useQuery(candidatesQuery(task));
  const [to, setTo] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const command = useTaskCommand<string>(task, (id) => transfer(task, id, note.trim()), {
    said: t("task.said.transfer"),
    onDone,
  });
  const send = () => {
    if (to !== null && !command.isPending) command.mutate(to);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Stack>
        <QueryView query={query}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState title={t("task.transfer.nobody")}>
                {t("task.transfer.nobodyText", { role: task.step.role })}
              </EmptyState>
            ) : (
              <People people={items} role={task.step.role} value={to} onChange={setTo} />
            )
          }
        </QueryView>
        <Textarea
          label={t("task.transition.note")}
          description={t("task.transition.optional")}
          autosize
          minRows={2}
          maxRows={8}
          maxLength={MOST_LETTERS}
          value={note}
          onChange={(event) => {
            setNote(event.currentTarget.value);
          }}
          onKeyDown={getHotkeyHandler([["mod+Enter", send]])}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("ui:actions.cancel")}
          </Button>
          <Button type="submit" disabled={to === null} loading={command.isPending}>
            {t("task.actions.transfer")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

type PeopleProps = {
  people: Candidate[];
  role: string;
  value: string | null;
  onChange: (id: string) => void;
};

function People({ people, role, value, onChange }: PeopleProps) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const shown = byLoad(people).filter(({ full_name: name }) => contains(name, text));
  return (
    <Radio.Group
      label={t("task.transfer.to")}
      description={t("task.transfer.role", { role })}
      value={value}
      onChange={onChange}
    >
      {people.length > MANY && (
        <TextInput
          mt="xs"
          aria-label={t("task.transfer.search")}
          placeholder={t("task.transfer.search")}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
          }}
        />
      )}
      <ScrollArea.Autosize mah={280} mt="xs" type="auto">
        <Stack gap={6}>
          {shown.map((person) => (
            <Radio.Card key={person.id} value={person.id} p="xs">
              <Group wrap="nowrap" gap="sm">
                <Radio.Indicator />
                <Person person={person} />
                <Group gap={6} ml="auto" wrap="nowrap">
                  {!person.available && (
                    <Badge color="gray" variant="light" tt="none">
                      {t("task.transfer.away")}
                    </Badge>
                  )}
                  <Text size="xs" c="dimmed" style={{ whiteSpace: "nowrap" }}>
                    {t("task.transfer.load", { count: person.open_items })}
                  </Text>
                </Group>
              </Group>
            </Radio.Card>
          ))}
        </Stack>
      </ScrollArea.Autosize>
    </Radio.Group>
  );
}

/** Those who take new work first, and of them those who have least. */
export function byLoad(people: Candidate[]): Candidate[] {
  return [...people].sort(
    (a, b) => Number(b.available) - Number(a.available) || a.open_items - b.open_items,
  );
}
