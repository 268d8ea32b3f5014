import { useTranslation } from "react-i18next";

import { userText } from "../i18n/bidi";

/** What somebody wrote, a name or a subject, beside anything else: it turns nothing around it. */
export function UserText({ text }: { text: string }) {
  useTranslation();
  return <bdi>{userText(text)}</bdi>;
}
