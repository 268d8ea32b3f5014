import { appUrl, isOurs } from "@tts/api";

/** The sign-in page that leads back to where one is. */
export function signInUrl(): string {
  return appUrl("auth", `/sign-in?next=${encodeURIComponent(location.href)}`);
}

/** Where to go after signing in: only ever to one of our own apps. */
export function nextUrl(next: string | undefined): string | null {
  return next && isOurs(next) ? next : null;
}
