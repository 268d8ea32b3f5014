/** The services' structures by service: `Schemas.Helpdesk["TicketDetail"]`. */
import type { components as AuthComponents } from "./generated/auth";
import type { components as HelpdeskComponents } from "./generated/helpdesk";
import type { components as MessagingComponents } from "./generated/messaging";
import type { components as NotifyComponents } from "./generated/notify";
import type { components as WorkflowComponents } from "./generated/workflow";

export type Auth = AuthComponents["schemas"];
export type Helpdesk = HelpdeskComponents["schemas"];
export type Messaging = MessagingComponents["schemas"];
export type Notify = NotifyComponents["schemas"];
export type Workflow = WorkflowComponents["schemas"];
