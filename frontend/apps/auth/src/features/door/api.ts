import { type Schemas, door, ok } from "@tts/api";

export const signIn = (body: Schemas.Auth["Login"]) => ok(door.POST("/login", { body }));

export const register = (body: Schemas.Auth["Register"]) => ok(door.POST("/register", { body }));

export const verifyEmail = (body: { token: string; password: string }) =>
  ok(door.POST("/verify-email", { body }));

export const resendVerification = (email: string) =>
  ok(door.POST("/verify-email/resend", { body: { email } }));

export const forgotPassword = (email: string) =>
  ok(door.POST("/forgot-password", { body: { email } }));

export const resetPassword = (body: { token: string; password: string }) =>
  ok(door.POST("/reset-password", { body }));

/** The secret of a mailed link: it is in the fragment, which no server gets to see. */
export function tokenOfLink(): string | null {
  return new URLSearchParams(location.hash.slice(1)).get("token");
}
