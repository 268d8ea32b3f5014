import { ActionIcon, AppShell, Burger, Group, NavLink, Text, Tooltip } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { Link, useRouterState } from "@tanstack/react-router";
import { type ReactNode, Suspense, lazy, useContext, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import { AppContext } from "../app/AppContext";
import { useShortcuts } from "../keyboard/useShortcuts";
import { LiveProvider } from "../live/LiveProvider";
import { Bell } from "../notifications/Bell";

import { AccountMenu } from "./AccountMenu";
import { OfflineBanner } from "./OfflineBanner";
import { useNav } from "./useNav";

const CommandPalette = lazy(() => import("./CommandPalette"));

/** What surrounds every page of an app: navigation, search, notifications, one's account. */
export function Shell({ children }: { children: ReactNode }) {
  const { ticketUrl } = useContext(AppContext);
  const { t } = useTranslation("ui");
  const [opened, { toggle, close }] = useDisclosure();
  const path = useRouterState({ select: (state) => state.location.pathname });
  useEffect(close, [path, close]);
  const palette = usePalette();
  return (
    <LiveProvider ticketUrl={ticketUrl}>
      <AppShell
        header={{ height: 56 }}
        navbar={{ width: 220, breakpoint: "sm", collapsed: { mobile: !opened } }}
      >
        <a className="tts-skip-link" href="#content">
          {t("shell.skip")}
        </a>
        <AppShell.Header className="tts-surface">
          <Header opened={opened} toggle={toggle} onSearch={palette.open} />
        </AppShell.Header>
        <AppShell.Navbar p="xs" className="tts-surface" aria-label={t("shell.navigation")}>
          <Navigation />
        </AppShell.Navbar>
        <AppShell.Main id="content" tabIndex={-1}>
          <OfflineBanner />
          {children}
        </AppShell.Main>
        <Suspense>{palette.wanted > 0 && <CommandPalette key={palette.wanted} />}</Suspense>
      </AppShell>
    </LiveProvider>
  );
}

/** The palette's code is fetched when it is first asked for; each call opens it anew. */
function usePalette() {
  const [wanted, setWanted] = useState(0);
  const open = () => {
    setWanted((times) => times + 1);
  };
  useShortcuts({ "mod+k": open, "/": open });
  return { wanted, open };
}

type HeaderProps = { opened: boolean; toggle: () => void; onSearch: () => void };

function Header({ opened, toggle, onSearch }: HeaderProps) {
  const { name } = useContext(AppContext);
  const { t } = useTranslation("ui");
  return (
    <Group h="100%" px="md" justify="space-between" wrap="nowrap">
      <Group gap="sm" wrap="nowrap">
        <Burger
          opened={opened}
          onClick={toggle}
          hiddenFrom="sm"
          size="sm"
          aria-label={t("shell.navigation")}
        />
        <Text component={Link} to="/" fw={700} size="lg" c="inherit" td="none">
          {name}
        </Text>
      </Group>
      <Group gap={4} wrap="nowrap">
        <Tooltip label={t("shell.search")}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t("shell.search")}
            aria-keyshortcuts="Control+K"
            onClick={onSearch}
          >
            <IconSearch size={20} />
          </ActionIcon>
        </Tooltip>
        <Bell />
        <AccountMenu />
      </Group>
    </Group>
  );
}

function Navigation() {
  const { t } = useTranslation();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const items = useNav();
  const at = items
    .filter(({ to }) => path === to || path.startsWith(to === "/" ? "//" : `${to}/`))
    .sort((a, b) => b.to.length - a.to.length)[0];
  return items.map((item) => (
    <NavLink
      key={item.to}
      component={Link}
      to={item.to}
      label={t(item.label)}
      leftSection={<item.icon size={18} aria-hidden />}
      active={item === at}
      aria-current={item === at ? "page" : undefined}
      style={{ borderRadius: "var(--mantine-radius-md)" }}
    />
  ));
}
