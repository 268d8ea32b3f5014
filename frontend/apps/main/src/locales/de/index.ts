import admin from "./admin.json";
import agent from "./agent.json";

/** Top-level keys of both files are different ones: one per feature. */
export default { ...agent, ...admin };
