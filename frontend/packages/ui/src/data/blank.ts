/** What shows nothing by itself; services refuse the same (`tts_kit.texts`). */
const INVISIBLE =
  /[\s\p{Cc}\p{Default_Ignorable_Code_Point}\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u2800\ufe20-\ufe2f\ufff0-\ufffb]/gu;

/** Whether nothing in a text can be seen. */
export function isBlank(text: string): boolean {
  return text.replace(INVISIBLE, "") === "";
}
