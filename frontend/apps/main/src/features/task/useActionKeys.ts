import { type Shortcuts, useShortcuts } from "@tts/ui";

import type { Action, Task } from "./api";

export type OpenDialog =
  | { kind: "transition"; id: string }
  | { kind: "escalate" }
  | { kind: "transfer" }
  | { kind: "keys" };

type Options = {
  task: Task;
  transitions: Action[];
  onDialog: (dialog: OpenDialog) => void;
  onAct: (name: "claim" | "begin") => void;
};

const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

/** Do without the mouse what the buttons do. */
export function useActionKeys({ task, transitions, onDialog, onAct }: Options): void {
  const allowed = (name: string) =>
    task.actions.some((action) => action.name === name && action.allowed);
  const open = (action: Action | undefined) => {
    if (action?.allowed) onDialog({ kind: "transition", id: action.transition_id ?? "" });
  };
  const chooseTransition = () => {
    if (transitions.length === 1) open(transitions[0]);
    else document.querySelector<HTMLElement>("#transitions button:not([aria-disabled])")?.focus();
  };
  const act = (name: "claim" | "begin") => () => {
    if (allowed(name)) onAct(name);
  };
  const show = (kind: "escalate" | "transfer") => () => {
    if (allowed(kind)) onDialog({ kind });
  };
  const digits = DIGITS.map((digit, index) => [
    digit,
    () => {
      open(transitions[index]);
    },
  ]);
  useShortcuts({
    ...(Object.fromEntries(digits) as Shortcuts),
    t: chooseTransition,
    c: act("claim"),
    b: act("begin"),
    e: show("escalate"),
    g: show("transfer"),
    "?": () => {
      onDialog({ kind: "keys" });
    },
  });
}
