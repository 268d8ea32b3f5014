export { auth, door, helpdesk, ifMatch, messaging, notification, ok, workflow } from "./client";
export { type AppName, addresses, appUrl, isOurs } from "./config";
export { ApiError } from "./problem";
export {
  type Account,
  type Session,
  adopt,
  freshToken,
  getSession,
  signOut,
  startSession,
  subscribeSession,
  watchSession,
} from "./session";
export { type Frame, LiveSocket, type SocketState } from "./socket";
export type * as Schemas from "./schemas";
export { PRIORITIES, type Priority } from "./vocabulary";
