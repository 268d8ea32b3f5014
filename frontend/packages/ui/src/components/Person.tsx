import { Avatar, Group, Text } from "@mantine/core";

import { UserText } from "./UserText";

type Props = { person: { full_name: string } | null | undefined; none?: string };

/** Somebody by initials and name. */
export function Person({ person, none = "–" }: Props) {
  if (!person) {
    return (
      <Text span size="sm" c="dimmed">
        {none}
      </Text>
    );
  }
  return (
    <Group component="span" gap={6} wrap="nowrap" style={{ display: "inline-flex" }}>
      <Avatar
        component="span"
        size={22}
        radius="xl"
        name={person.full_name}
        color="initials"
        aria-hidden
      />
      <Text span size="sm">
        <UserText text={person.full_name} />
      </Text>
    </Group>
  );
}
