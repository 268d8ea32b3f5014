/** Where the running stack is, and who lives in it. */
import { readFileSync } from "node:fs";

const OFFSET = Number(process.env.TTS_PORT_OFFSET ?? 0);
const at = (port: number) => `http://localhost:${port + OFFSET}`;

export const OUT = process.env.E2E_OUT ?? "test-results";
export const GATEWAY = at(8080);
export const MAILS = at(8025);
export const APPS = { auth: at(3001), helpdesk: at(5173), main: at(1000) };
export type App = keyof typeof APPS;

export type Account = {
  email: string;
  password: string;
  full_name: string;
  roles: { system: string; role: string }[];
};

const folder = process.env.TTS_DATA ?? ".tts";

export const ACCOUNTS = JSON.parse(
  readFileSync(`${folder}/demo-accounts.json`, "utf8"),
) as Account[];

export function account(name: string): Account {
  const found = ACCOUNTS.find(({ email }) => email.startsWith(`${name}@`));
  if (!found) throw new Error(`nobody is called ${name}`);
  return found;
}

type Mail = { ID: string; To: { Address: string }[] };

/** The pages of the mails that somebody got, newest first. */
export async function mailsTo(address: string): Promise<string[]> {
  const answer = await fetch(`${MAILS}/api/v1/messages`);
  const { messages } = (await answer.json()) as { messages: Mail[] };
  const mails = messages.filter(({ To }) => To.some((to) => to.Address === address));
  return Promise.all(mails.map(async ({ ID }) => (await fetch(`${MAILS}/messages/${ID}`)).text()));
}
