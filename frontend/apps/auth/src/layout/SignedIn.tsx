import { Outlet } from "@tanstack/react-router";
import { RequireSession } from "@tts/ui";

export function SignedIn() {
  return (
    <RequireSession>
      <Outlet />
    </RequireSession>
  );
}
