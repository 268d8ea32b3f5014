import { type UIEvent, useLayoutEffect, useRef, useState } from "react";

const NEAR_PX = 48;

type Shown = {
  first: string | undefined;
  last: string | undefined;
  /** The newest of one's own on its way; it is always scrolled to. */
  own: string | undefined;
};

/**
 * Keeps a scrolled list at its end while it grows, unless one has scrolled up.
 *
 * What is added above does not move what is read.
 */
export function useStickToEnd({ first, last, own }: Shown) {
  const box = useRef<HTMLDivElement>(null);
  const before = useRef({ first, own, height: 0 });
  const sticks = useRef(true);
  const [atEnd, setAtEnd] = useState(true);
  const [seen, setSeen] = useState(last);
  // After every change: a message also grows, when it could not be sent.
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const added = element.scrollHeight - before.current.height;
    if (own !== undefined && own !== before.current.own) sticks.current = true;
    if (sticks.current) element.scrollTop = element.scrollHeight;
    else if (first !== before.current.first) element.scrollTop += added;
    before.current = { first, own, height: element.scrollHeight };
  });
  const onScroll = (event: UIEvent<HTMLElement>) => {
    const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
    sticks.current = scrollHeight - scrollTop - clientHeight < NEAR_PX;
    setAtEnd(sticks.current);
    if (sticks.current) setSeen(last);
  };
  const toEnd = () => {
    box.current?.scrollTo({ top: box.current.scrollHeight });
  };
  return { box, atEnd, hasNew: last !== seen, onScroll, toEnd };
}
