import { useTranslation } from "react-i18next";

import { useSession } from "../session/useSession";

import { type Moment, type Style, formatted, isZone, localZone } from "./zone";

/** The zone of one's profile; the browser's for who is not signed in. */
export function useZone(): string {
  const session = useSession();
  const zone = session.state === "starting" ? undefined : session.account?.time_zone;
  return zone !== undefined && isZone(zone) ? zone : localZone();
}

/** Tells moments in one's zone and language. */
export function useTime(): (at: Moment, style: Style) => string {
  const { i18n } = useTranslation();
  const zone = useZone();
  return (at, style) => formatted(at, style, i18n.language, zone);
}
