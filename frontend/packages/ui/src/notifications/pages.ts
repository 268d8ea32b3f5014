export { InboxPage } from "./InboxPage";
export { PreferencesPage } from "./PreferencesPage";
