/** Where the gateway and the apps are; the server that serves an app writes it into index.html. */
export type AppName = "auth" | "helpdesk" | "main";

type Addresses = Record<"gateway" | AppName, string>;

/** A port is one of the host that the page came from; a string is a whole base URL. */
type Written = Record<keyof Addresses, number | string>;

const DEFAULTS: Written = { gateway: 8080, auth: 3001, helpdesk: 5173, main: 1000 };

function read(): Addresses {
  const text = document.querySelector('meta[name="tts-config"]')?.getAttribute("content");
  const written = text ? (JSON.parse(text) as Written) : DEFAULTS;
  const absolute = (at: number | string) =>
    typeof at === "number" ? `${location.protocol}//${location.hostname}:${String(at)}` : at;
  return {
    gateway: absolute(written.gateway),
    auth: absolute(written.auth),
    helpdesk: absolute(written.helpdesk),
    main: absolute(written.main),
  };
}

export const addresses = read();

/** The address of a page in one of the apps. */
export function appUrl(app: AppName, path = "/"): string {
  return addresses[app] + path;
}

/** Whether an address leads to one of our own apps, or to the operators' console at the gateway. */
export function isOurs(url: string): boolean {
  try {
    const { origin } = new URL(url);
    return Object.values(addresses).includes(origin);
  } catch {
    return false;
  }
}
