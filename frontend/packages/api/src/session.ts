/**
 * Who is signed in, as one state for the whole app.
 *
 * Tokens live in HttpOnly cookies. Beside them auth sets the readable cookie `session_expires`, the
 * end of the access token in Unix seconds. All three apps see it, so it tells without a request
 * whether somebody is signed in, whether another tab or app has refreshed, and that it signed out.
 */
import { addresses } from "./config";
import type { components } from "./generated/auth";
import { errorOf, unreachable } from "./problem";

export type Account = components["schemas"]["AccountDetail"];
export type SignedIn = components["schemas"]["SignedIn"];

export type Session =
  | { state: "starting" }
  | { state: "signed-in"; account: Account }
  /** `account` is who was signed in on this page until now. */
  | { state: "signed-out"; account: Account | null };

/** Refresh this long before the token ends, so that no request is sent with one that just ends. */
const MARGIN_MS = 30_000;
/** The background refresh comes earlier, so that requests need not wait for it. */
const EARLY_MS = 60_000;
const LOCK = "tts-session";

let session: Session = { state: "starting" };
let seen: number | null = null;
let refreshing: Promise<boolean> | null = null;
const listeners = new Set<() => void>();

export function getSession(): Session {
  return session;
}

export function subscribeSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** When the access token ends, in milliseconds; null without a session. */
export function tokenEnd(): number | null {
  const found = /(?:^|; )session_expires=(\d+)/.exec(document.cookie);
  return found ? Number(found[1]) * 1000 : null;
}

/** Find out who is signed in; call it once when the app starts. */
export async function startSession(): Promise<void> {
  if (tokenEnd() === null) {
    set({ state: "signed-out", account: null });
    return;
  }
  const answer = await sessionFetch(new Request(`${addresses.gateway}/auth/me`));
  if (answer.ok) adopt((await answer.json()) as Account);
  else if (answer.status !== 401) throw errorOf(answer, await bodyOf(answer));
}

/** Take over what a sign-in answered. */
export function adopt(account: Account): void {
  seen = tokenEnd();
  set({ state: "signed-in", account });
}

/** End the session on the server, and thereby in every tab and app. */
export async function signOut(): Promise<void> {
  await send(new Request(`${addresses.gateway}/auth/logout`, { method: "POST" }));
  end();
}

/**
 * Notice what other tabs and apps did to the session, and refresh in time.
 *
 * Call it every few seconds and when the page becomes visible.
 */
export async function watchSession(): Promise<void> {
  const ends = tokenEnd();
  if (ends === null) {
    if (session.state === "signed-in") end();
  } else if (session.state !== "signed-in" || ends !== seen) {
    seen = ends;
    await startSession();
  } else if (ends - Date.now() < EARLY_MS) {
    await refresh(ends);
  }
}

/** Whether there is a token with time left, refreshed if need be. */
export async function freshToken(): Promise<boolean> {
  const ends = tokenEnd();
  if (ends === null) return false;
  return ends - Date.now() > MARGIN_MS || refresh(ends);
}

/** Send a request of the session: with a fresh token, and once more after a 401. */
export async function sessionFetch(request: Request): Promise<Response> {
  const again = request.clone();
  await freshToken();
  const ends = tokenEnd();
  const answer = await send(request);
  if (answer.status !== 401 || !(await refresh(ends))) return answer;
  return send(again);
}

/** Send a request with the cookies; throws `ApiError` when there is no answer. */
export async function send(request: Request): Promise<Response> {
  try {
    return await fetch(new Request(request, { credentials: "include" }));
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw unreachable();
  }
}

/** Get a new token unless somebody else did since `ends`; false when the session has ended. */
export function refresh(ends: number | null): Promise<boolean> {
  refreshing ??= alone(() => refreshOnce(ends)).finally(() => {
    refreshing = null;
  });
  return refreshing;
}

async function refreshOnce(ends: number | null): Promise<boolean> {
  const present = tokenEnd();
  if (present !== null && present !== ends && present - Date.now() > MARGIN_MS) return true;
  if (present === null && ends === null) {
    end();
    return false;
  }
  const answer = await send(new Request(`${addresses.gateway}/auth/refresh`, { method: "POST" }));
  const body = await bodyOf(answer);
  if (answer.ok) {
    adopt((body as SignedIn).account);
    return true;
  }
  if (answer.status === 401 || answer.status === 403) {
    end();
    return false;
  }
  throw errorOf(answer, body);
}

/** One tab of an app at a time; auth answers the other apps with the same successor. */
async function alone<T>(work: () => Promise<T>): Promise<T> {
  // Only secure contexts have locks; without them auth's tolerance of 30 s does.
  const locks = navigator.locks as LockManager | null | undefined;
  return locks ? await locks.request(LOCK, work) : work();
}

async function bodyOf(answer: Response): Promise<unknown> {
  return answer.json().catch(() => null);
}

function end(): void {
  const account = session.state === "starting" ? null : session.account;
  set({ state: "signed-out", account });
}

function set(next: Session): void {
  session = next;
  for (const listener of listeners) listener();
}
