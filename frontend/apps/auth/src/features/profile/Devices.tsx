import { Button, Group, Stack, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Label, QueryView, RelativeTime, Surface, useCommand } from "@tts/ui";
import { useTranslation } from "react-i18next";

import { type Device, devices, endDevice } from "./api";
import { browserOf } from "./browser";

/** Where one is signed in; a device that is not known can be signed out. */
export function Devices() {
  const { t } = useTranslation();
  const query = useInfiniteQuery(devices);
  return (
    <Surface title={t("devices.title")}>
      <QueryView query={query}>
        {({ pages }) => (
          <Stack component="ul" p={0} m={0} style={{ listStyle: "none" }}>
            {pages.flatMap(({ items }) =>
              items.map((device) => <DeviceRow key={device.id} device={device} />),
            )}
          </Stack>
        )}
      </QueryView>
      {query.hasNextPage && (
        <Button
          mt="sm"
          variant="subtle"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t("devices.more")}
        </Button>
      )}
    </Surface>
  );
}

function DeviceRow({ device }: { device: Device }) {
  const { t } = useTranslation();
  const end = useCommand({
    run: endDevice,
    said: t("devices.ended"),
    stale: [devices.queryKey],
  });
  const browser = browserOf(device.user_agent) ?? t("devices.unknown");
  return (
    <Group component="li" justify="space-between" wrap="nowrap">
      <div>
        <Group gap="xs">
          <Text fw={600}>{browser}</Text>
          {device.current && <Label color="teal">{t("devices.current")}</Label>}
        </Group>
        <Text size="sm" c="dimmed">
          {device.ip} · <RelativeTime at={device.last_used_at} />
        </Text>
      </div>
      {!device.current && (
        <Button
          size="compact-sm"
          variant="default"
          loading={end.isPending}
          aria-label={t("devices.endNamed", { browser })}
          onClick={() => {
            end.mutate(device.id);
          }}
        >
          {t("devices.end")}
        </Button>
      )}
    </Group>
  );
}
