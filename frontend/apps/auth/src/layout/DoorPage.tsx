import { Center, Stack, Text } from "@mantine/core";
import { Page, Surface } from "@tts/ui";
import type { ReactNode } from "react";

type Props = { title: string; intro?: string; children: ReactNode; below?: ReactNode };

/** A page for people who are not signed in: one small form, and where else to go. */
export function DoorPage({ title, intro, children, below }: Props) {
  return (
    <Center py={{ base: "md", sm: 48 }}>
      <Stack w="100%" maw={440} gap="sm">
        <Page title={title}>
          <Surface p="lg">
            {intro && (
              <Text c="dimmed" mb="md">
                {intro}
              </Text>
            )}
            {children}
          </Surface>
          {below && (
            <Stack gap={4} mt="md" align="center">
              {below}
            </Stack>
          )}
        </Page>
      </Stack>
    </Center>
  );
}
