import { type MantineColorScheme, Menu, Text, useMantineColorScheme } from "@mantine/core";
import { IconApps, IconBellCog, IconLogout, IconUser, IconUsers } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { appUrl, signOut } from "@tts/api";
import { useContext, useRef } from "react";
import { useTranslation } from "react-i18next";

import { AppContext } from "../app/AppContext";
import { UserText } from "../components/UserText";
import { LANGUAGES, type Language, chooseLanguage } from "../i18n";
import { signInUrl } from "../session/next";
import { useAccount } from "../session/useSession";

import { AccountButton } from "./AccountButton";

const SCHEMES = ["light", "dark", "auto"] as const;

/** One's account, the look and language of this device, and the way out. */
export default function AccountDropdown() {
  const account = useAccount();
  const { app } = useContext(AppContext);
  const { t, i18n } = useTranslation("ui");
  // The button that was pressed has been replaced by this one.
  const button = useRef<HTMLButtonElement>(null);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const leave = async (url: string) => {
    await signOut();
    location.assign(url);
  };
  return (
    <Menu
      position="bottom-end"
      width={240}
      defaultOpened
      withInitialFocusPlaceholder={false}
      onClose={() => {
        button.current?.focus();
      }}
    >
      <Menu.Target>
        <AccountButton ref={button} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} c="var(--mantine-color-text)">
            <UserText text={account.full_name} />
          </Text>
          {account.email}
        </Menu.Label>
        <Menu.Item
          component="a"
          href={appUrl("auth", "/profile")}
          leftSection={<IconUser size={16} />}
        >
          {t("account.profile")}
        </Menu.Item>
        {app !== "auth" && (
          <Menu.Item
            component={Link}
            to="/settings/notifications"
            leftSection={<IconBellCog size={16} />}
          >
            {t("account.notifications")}
          </Menu.Item>
        )}
        <Menu.Item component="a" href={appUrl("auth")} leftSection={<IconApps size={16} />}>
          {t("account.apps")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t("account.look")}</Menu.Label>
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(scheme) => {
            setColorScheme(scheme as MantineColorScheme);
          }}
        >
          {SCHEMES.map((scheme) => (
            <Menu.RadioItem key={scheme} value={scheme}>
              {t(`account.schemes.${scheme}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Label>{t("account.language")}</Menu.Label>
        <Menu.RadioGroup
          value={i18n.language}
          onChange={(language) => void chooseLanguage(language as Language)}
        >
          {Object.entries(LANGUAGES).map(([language, name]) => (
            <Menu.RadioItem key={language} value={language}>
              {name}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item leftSection={<IconUsers size={16} />} onClick={() => void leave(signInUrl())}>
          {t("account.another")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLogout size={16} />}
          onClick={() => void leave(appUrl("auth", "/sign-in"))}
        >
          {t("account.signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
