import { afterEach, expect, test } from "vitest";

import { isFree, pressed } from "./keys";

function key(character: string, init: KeyboardEventInit = {}, held?: "AltGraph"): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key: character, ...init });
  event.getModifierState = (name) => name === held;
  return event;
}

test("a key is what it writes", () => {
  expect(pressed(key("/", { code: "Slash" }))).toBe("/");
  expect(pressed(key("/", { code: "Digit7", shiftKey: true }))).toBe("/");
  expect(pressed(key("?", { code: "Minus", shiftKey: true }))).toBe("?");
  expect(pressed(key("1", { code: "Digit1", shiftKey: true }))).toBe("1");
  expect(pressed(key("/", { ctrlKey: true, altKey: true }, "AltGraph"))).toBe("/");
  expect(pressed(key("a", { code: "KeyQ" }))).toBe("a");
  expect(pressed(key("A"))).toBe("a");
  expect(pressed(key("A", { shiftKey: true }))).toBe("A");
  expect(pressed(key("ArrowDown"))).toBe("ArrowDown");
});

test("with a modifier held a key is another one, or none", () => {
  expect(pressed(key("k", { ctrlKey: true }))).toBe("mod+k");
  expect(pressed(key("k", { metaKey: true }))).toBe("mod+k");
  expect(pressed(key("/", { shiftKey: true, ctrlKey: true }))).toBe("mod+/");
  expect(pressed(key("r", { altKey: true }))).toBeNull();
  expect(pressed(key("r", { altKey: true, ctrlKey: true }))).toBeNull();
});

afterEach(() => {
  document.body.replaceChildren();
});

/** Whether a key is the page's when it is pressed on an element of this page. */
function isFreeOn(html: string, selector: string): boolean {
  document.body.innerHTML = html;
  let free: boolean | undefined;
  const listen = (event: KeyboardEvent) => {
    free = isFree(event);
  };
  document.addEventListener("keydown", listen, { once: true });
  document
    .querySelector(selector)
    ?.dispatchEvent(new KeyboardEvent("keydown", { key: "r", bubbles: true }));
  if (free === undefined) throw new Error(`no ${selector}`);
  return free;
}

test("keys are the page's unless somebody types or something is open", () => {
  expect(isFreeOn("<button>a</button>", "button")).toBe(true);
  for (const field of ["<input>", "<textarea></textarea>", "<select></select>"]) {
    expect(isFreeOn(field, "body > *")).toBe(false);
  }
  expect(isFreeOn('<div contenteditable="true"><b>a</b></div>', "b")).toBe(false);
  for (const role of ["dialog", "alertdialog", "menu", "listbox"]) {
    expect(isFreeOn(`<button>a</button><div role="${role}"></div>`, "button")).toBe(false);
  }
  const closed = '<button>a</button><div role="listbox" style="display: none"></div>';
  expect(isFreeOn(closed, "button")).toBe(true);
});
