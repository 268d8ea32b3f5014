import { Notifications } from "@mantine/notifications";

/** Where toasts appear: each is an alert of its own. */
export default function ToastRegion() {
  return <Notifications position="bottom-right" limit={4} />;
}
