import { signedInRoot } from "@tts/ui";

export const root = signedInRoot();
