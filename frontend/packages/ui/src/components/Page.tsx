import { Box, Container, Group, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { type ReactNode, useContext } from "react";

import { AppContext } from "../app/AppContext";

type Props = {
  title: string;
  actions?: ReactNode;
  aside?: ReactNode;
  /** Whether it takes all the width there is, as drawings do. */
  wide?: boolean;
  children: ReactNode;
};

/**
 * A page: its title (the document's too), what may be done, and its content.
 *
 * A title that somebody wrote is given as `userText`.
 */
export function Page({ title, actions, aside, wide, children }: Props) {
  const { name } = useContext(AppContext);
  useDocumentTitle(`${title} · ${name}`);
  return (
    <Container w="100%" size={wide ? "100%" : "80rem"} px={{ base: "xs", sm: "md" }} py="md">
      <Group justify="space-between" mb="md" gap="sm">
        <Group gap="sm" style={{ minWidth: 0 }}>
          <Title order={1}>{title}</Title>
          {aside}
        </Group>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
      <Box>{children}</Box>
    </Container>
  );
}
