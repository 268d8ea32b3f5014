import { Suspense, lazy, useState } from "react";

import { AccountButton } from "./AccountButton";

const AccountDropdown = lazy(() => import("./AccountDropdown"));

/** One's account; the menu's code is fetched when it is first opened. */
export function AccountMenu() {
  const [wanted, setWanted] = useState(false);
  if (wanted) {
    return (
      <Suspense fallback={<AccountButton loading />}>
        <AccountDropdown />
      </Suspense>
    );
  }
  return (
    <AccountButton
      onClick={() => {
        setWanted(true);
      }}
    />
  );
}
