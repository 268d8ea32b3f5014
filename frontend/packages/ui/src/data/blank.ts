/** What shows nothing by itself: services refuse what consists of it, too (`tts_kit.texts`). */
const INVISIBLE = /[\s\p{Cc}\p{Default_Ignorable_Code_Point}\u2800\ufff0-\ufffb]|\p{M}/gu;

/** Whether nothing in a text can be seen. */
export function isBlank(text: string): boolean {
  return text.replace(INVISIBLE, "") === "";
}
