const FIELDS = 'input, textarea, select, [contenteditable]:not([contenteditable="false"])';
const LAYERS = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';

/**
 * The character that a key writes, or the key's name: "/" whatever the layout, "Enter".
 *
 * With Ctrl or ⌘ held "mod+" stands before it; null with Alt, which no shortcut of ours has.
 */
export function pressed(event: KeyboardEvent): string | null {
  // Windows tells of AltGr, by which many layouts write, as of Ctrl and Alt.
  const writes = event.getModifierState("AltGraph");
  if (event.altKey && !writes) return null;
  const key = event.shiftKey ? event.key : unshifted(event.key);
  return (event.ctrlKey || event.metaKey) && !writes ? `mod+${key}` : key;
}

/** Without what Caps Lock did to a letter. */
function unshifted(key: string): string {
  return key.length === 1 ? key.toLowerCase() : key;
}

/** Whether somebody types there. */
export function isField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(FIELDS) !== null;
}

/** Whether a dialog, a menu or a list of choices is open over the page. */
export function isCovered(): boolean {
  return [...document.querySelectorAll(LAYERS)].some((layer) => layer.checkVisibility());
}

/** Whether a key is the page's own: nobody types, nothing is open over it. */
export function isFree(event: KeyboardEvent): boolean {
  return !event.defaultPrevented && !isField(event.target) && !isCovered();
}
