/** The field that names what is selected; there is one panel, so there is one field. */
export const NAME_FIELD = "editor-name";

/** Go on with the name of what has just been selected, once its panel is there. */
export function focusName(): void {
  requestAnimationFrame(() => {
    const field = document.getElementById(NAME_FIELD);
    if (field instanceof HTMLInputElement) field.select();
  });
}
