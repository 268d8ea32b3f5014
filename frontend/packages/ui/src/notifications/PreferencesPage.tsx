import { Stack, Switch, Table, Text, Tooltip } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";

import { Page } from "../components/Page";
import { QueryView } from "../components/QueryView";
import { Surface } from "../components/Surface";
import { useCommand } from "../data/useCommand";
import { useMay } from "../session/useSession";

import { type Channel, type Preference, type Preferences, choose, preferences } from "./api";

/** Categories that only people who work on tickets are told of. */
const OF_WORK = new Set<Preference["category"]>(["work", "deadlines"]);

const CHANNELS: Channel[] = ["in_app", "mail"];

/** What one is told of, and how; every switch is saved at once. */
export function PreferencesPage() {
  const { t } = useTranslation("ui");
  const query = useQuery(preferences);
  return (
    <Page title={t("preferences.title")}>
      <Stack maw="44rem">
        <Text c="dimmed">{t("preferences.intro")}</Text>
        <QueryView query={query}>{(present) => <Switches present={present} />}</QueryView>
      </Stack>
    </Page>
  );
}

function Switches({ present }: { present: Preferences }) {
  const { t } = useTranslation("ui");
  const client = useQueryClient();
  const command = useCommand({
    run: (change: { type: Preference["type"]; channel: Channel; on: boolean }) =>
      choose(present, change),
    onDone: (changed) => client.setQueryData(preferences.queryKey, changed),
  });
  const works = useMay("tts.task.work", "tts.task.read_all", "tts.task.manage");
  const decides = useMay("hdts.ticket.approve");
  const concerns = ({ type, category }: Preference) =>
    type === "ticket_submitted" ? decides : works || !OF_WORK.has(category);
  const items = present.items.filter(concerns);
  const categories = [...new Set(items.map(({ category }) => category))];
  return (
    <Surface>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t("preferences.what")}</Table.Th>
            {CHANNELS.map((channel) => (
              <Table.Th key={channel} scope="col" w={{ base: "4.5rem", sm: "6rem" }}>
                {t(`preferences.channels.${channel}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {categories.map((category) => (
            <Fragment key={category}>
              <Table.Tr>
                <Table.Th scope="colgroup" colSpan={3} pt="md">
                  {t(`preferences.categories.${category}`)}
                </Table.Th>
              </Table.Tr>
              {items
                .filter((item) => item.category === category)
                .map((item) => (
                  <Row
                    key={item.type}
                    item={item}
                    busy={command.isPending}
                    onChoose={(channel, on) => {
                      command.mutate({ type: item.type, channel, on });
                    }}
                  />
                ))}
            </Fragment>
          ))}
        </Table.Tbody>
      </Table>
    </Surface>
  );
}

type RowProps = {
  item: Preference;
  busy: boolean;
  onChoose: (channel: Channel, on: boolean) => void;
};

function Row({ item, busy, onChoose }: RowProps) {
  const { t } = useTranslation("ui");
  const name = t(`preferences.types.${item.type}`);
  return (
    <Table.Tr>
      <Table.Td style={{ overflowWrap: "break-word" }}>{name}</Table.Td>
      {CHANNELS.map((channel) => {
        const locked = item.locked.includes(channel);
        return (
          <Table.Td key={channel}>
            <Tooltip label={t("preferences.locked")} disabled={!locked}>
              <Switch
                aria-label={`${name}: ${t(`preferences.channels.${channel}`)}`}
                checked={item.channels[channel]}
                disabled={locked || busy}
                onChange={(event) => {
                  onChoose(channel, event.currentTarget.checked);
                }}
              />
            </Tooltip>
          </Table.Td>
        );
      })}
    </Table.Tr>
  );
}
