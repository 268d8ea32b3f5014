import { useContext } from "react";

import { AppContext, type NavItem } from "../app/AppContext";
import { useAccount } from "../session/useSession";

/** The app's pages that this account has something to do with. */
export function useNav(): NavItem[] {
  const { nav } = useContext(AppContext);
  const { permissions: held } = useAccount();
  return nav.filter(({ permissions: p }) => !p || p.some((each) => held.includes(each)));
}
