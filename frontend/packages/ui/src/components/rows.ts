import type { KeyboardEvent, MouseEvent, ReactElement, ReactNode } from "react";

import { isFree, pressed } from "../keyboard/keys";

/** Wraps a row's first cell in the router's link to the row's page. */
export type RowLink = (content: ReactNode) => ReactElement;

const STEPS: Record<string, number> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };

/** Move the focus to the next or previous row of a table body. */
export function moveBetweenRows(event: KeyboardEvent<HTMLElement>): void {
  const step = STEPS[pressed(event.nativeEvent) ?? ""];
  if (step === undefined || !isFree(event.nativeEvent)) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-row] a")];
  const row = (event.target as HTMLElement).closest("[data-row]");
  const next = links[links.findIndex((link) => row?.contains(link)) + step];
  if (next) {
    event.preventDefault();
    next.focus();
  }
}

/** Follow the link of a row that was clicked, unless the click was meant for something in it. */
export function openRow(event: MouseEvent<HTMLElement>): void {
  if ((event.target as HTMLElement).closest("a, button, input, label")) return;
  if (window.getSelection()?.toString()) return;
  event.currentTarget.querySelector("a")?.click();
}
