import { Menu, Text, useMantineColorScheme } from "@mantine/core";
import {
  IconApps,
  IconBellCog,
  IconDeviceDesktop,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconSun,
  IconUser,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { appUrl, signOut } from "@tts/api";
import { useContext } from "react";
import { useTranslation } from "react-i18next";

import { AppContext } from "../app/AppContext";
import { LANGUAGES, type Language, chooseLanguage } from "../i18n";
import { useAccount } from "../session/useSession";

import { AccountButton } from "./AccountButton";

const SCHEMES = { light: IconSun, dark: IconMoon, auto: IconDeviceDesktop } as const;

/** One's account, the look and language of this device, and the way out. */
export default function AccountDropdown() {
  const account = useAccount();
  const { app } = useContext(AppContext);
  const { t, i18n } = useTranslation("ui");
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const leave = async () => {
    await signOut();
    location.assign(appUrl("auth", "/sign-in"));
  };
  return (
    <Menu position="bottom-end" width={240} defaultOpened>
      <Menu.Target>
        <AccountButton />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} c="var(--mantine-color-text)">
            {account.full_name}
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
        {(Object.keys(SCHEMES) as (keyof typeof SCHEMES)[]).map((scheme) => {
          const Icon = SCHEMES[scheme];
          return (
            <Choice
              key={scheme}
              checked={scheme === colorScheme}
              icon={<Icon size={16} />}
              onChoose={() => {
                setColorScheme(scheme);
              }}
            >
              {t(`account.schemes.${scheme}`)}
            </Choice>
          );
        })}
        <Menu.Label>{t("account.language")}</Menu.Label>
        {(Object.keys(LANGUAGES) as Language[]).map((language) => (
          <Choice
            key={language}
            checked={language === i18n.language}
            icon={<IconLanguage size={16} />}
            onChoose={() => void chooseLanguage(language)}
          >
            {LANGUAGES[language]}
          </Choice>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void leave()}>
          {t("account.signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

type ChoiceProps = {
  checked: boolean;
  icon: React.ReactNode;
  onChoose: () => void;
  children: string;
};

function Choice({ checked, icon, onChoose, children }: ChoiceProps) {
  return (
    <Menu.Item
      role="menuitemradio"
      aria-checked={checked}
      leftSection={icon}
      fw={checked ? 700 : undefined}
      bg={checked ? "var(--mantine-color-default-hover)" : undefined}
      closeMenuOnClick={false}
      onClick={onChoose}
    >
      {children}
    </Menu.Item>
  );
}
