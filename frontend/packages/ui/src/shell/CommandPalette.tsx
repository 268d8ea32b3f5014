import { Group, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { Spotlight, spotlight } from "@mantine/spotlight";
import { IconSearch, IconTicket } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useContext, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import { AppContext } from "../app/AppContext";
import { StatusBadge } from "../components/Badges";
import { UserText } from "../components/UserText";
import { asked, contains } from "../data/search";

import { useNav } from "./useNav";

const PAUSE_MS = 200;
const LEAST_LETTERS = 2;

/** To any page of the app, and to any ticket; opens when it appears. */
export default function CommandPalette() {
  const { t } = useTranslation();
  const { ticketUrl } = useContext(AppContext);
  const navigate = useNavigate();
  const [text, setText] = useState("");
  const tickets = useFoundTickets(text);
  useEffect(() => {
    spotlight.open();
  }, []);
  const pages = useNav().filter(({ label }) => contains(t(label), text));
  return (
    <Spotlight.Root query={text} onQueryChange={setText} shortcut={null} scrollable>
      <Spotlight.Search
        placeholder={t("ui:palette.placeholder")}
        aria-label={t("ui:palette.placeholder")}
        leftSection={<IconSearch size={18} aria-hidden />}
      />
      <Spotlight.ActionsList>
        {pages.length > 0 && (
          <Spotlight.ActionsGroup label={t("ui:palette.pages")}>
            {pages.map((item) => (
              <Spotlight.Action
                key={item.to}
                label={t(item.label)}
                leftSection={<item.icon size={18} aria-hidden />}
                onClick={() => void navigate({ to: item.to })}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {tickets.length > 0 && (
          <Spotlight.ActionsGroup label={t("ui:palette.tickets")}>
            {tickets.map((ticket) => (
              <Spotlight.Action
                key={ticket.number}
                onClick={() => void navigate({ to: ticketUrl(ticket.number) })}
              >
                <Group wrap="nowrap" w="100%" gap="sm">
                  <IconTicket size={18} aria-hidden />
                  <Text truncate flex={1}>
                    {ticket.number} <UserText text={ticket.subject} />
                  </Text>
                  <StatusBadge status={ticket.status} />
                </Group>
              </Spotlight.Action>
            ))}
          </Spotlight.ActionsGroup>
        )}
        {pages.length + tickets.length === 0 && (
          <Spotlight.Empty>{t("ui:palette.nothing")}</Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function useFoundTickets(text: string) {
  const { searchTickets } = useContext(AppContext);
  const [wanted] = useDebouncedValue(asked(text), PAUSE_MS);
  const enabled = searchTickets !== undefined && wanted.length >= LEAST_LETTERS;
  const { data } = useQuery({
    queryKey: ["search", "palette", wanted],
    queryFn: ({ signal }) => searchTickets?.(wanted, signal) ?? [],
    enabled,
    placeholderData: keepPreviousData,
  });
  return enabled ? (data ?? []) : [];
}
