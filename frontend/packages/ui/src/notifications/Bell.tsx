import { Suspense, lazy, useState } from "react";

import { BellButton } from "./BellButton";

const BellPopover = lazy(() => import("./BellPopover"));

/** The unread counter; the list is fetched when it is first opened. */
export function Bell() {
  const [wanted, setWanted] = useState(false);
  if (wanted) {
    return (
      <Suspense fallback={<BellButton />}>
        <BellPopover />
      </Suspense>
    );
  }
  return (
    <BellButton
      onClick={() => {
        setWanted(true);
      }}
    />
  );
}
