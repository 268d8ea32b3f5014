import { Center, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

type Props = { icon?: ReactNode; title: string; children?: ReactNode; action?: ReactNode };

/** What a list says when there is nothing in it, and what one may do about it. */
export function EmptyState({ icon, title, children, action }: Props) {
  return (
    <Center py={48} px="md">
      <Stack align="center" gap="xs" maw={420} ta="center">
        {icon}
        <Title order={2} size="h3">
          {title}
        </Title>
        {children && <Text c="dimmed">{children}</Text>}
        {action}
      </Stack>
    </Center>
  );
}
