import {
  type AnyRouter,
  type HistoryState,
  useLocation,
  useNavigate,
} from "@tanstack/react-router";

declare module "@tanstack/react-router" {
  // The router's own interface is extended by merging.
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions
  interface HistoryState {
    /** The cursors of the pages before this one, the first page's being "". */
    trail?: string[];
  }
}

// Which pages and searches there are, only the app's own router knows.
type Place = { search: { cursor?: string }; state: HistoryState };
type Navigate = (to: {
  to: ".";
  search: (present: object) => object;
  state: HistoryState;
}) => Promise<void>;

export type CursorPaging = {
  cursor: string | undefined;
  /** Undefined on the first page. */
  onPrevious: (() => void) | undefined;
  onNext: (next: string) => void;
};

/** Paging by cursor that lives in the URL's `cursor`, so that a page can be shared and reloaded. */
export function useCursor(): CursorPaging {
  const navigate = useNavigate() as Navigate;
  const { search, state } = useLocation<AnyRouter, Place>();
  const { cursor } = search;
  const trail = state.trail ?? [];
  const goTo = (to: string, before: string[]) =>
    void navigate({
      to: ".",
      search: (present: object) => ({ ...present, cursor: to || undefined }),
      state: { trail: before },
    });
  return {
    cursor,
    onPrevious:
      cursor === undefined
        ? undefined
        : () => {
            goTo(trail.at(-1) ?? "", trail.slice(0, -1));
          },
    onNext: (next) => {
      goTo(next, [...trail, cursor ?? ""]);
    },
  };
}
