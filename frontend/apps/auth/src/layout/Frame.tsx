import { Box, Group, Text } from "@mantine/core";
import { Link, Outlet } from "@tanstack/react-router";
import { AccountMenu, useSession } from "@tts/ui";

/** What surrounds every page: the way home, and one's account once signed in. */
export function Frame() {
  const session = useSession();
  return (
    <>
      <Box component="header" className="tts-surface" px="md" py={8}>
        <Group justify="space-between" mih={40} maw="78rem" mx="auto">
          <Text component={Link} to="/" fw={700} size="lg" c="inherit" td="none">
            TTS
          </Text>
          {session.state === "signed-in" && <AccountMenu />}
        </Group>
      </Box>
      <main>
        <Outlet />
      </main>
    </>
  );
}
