import { app } from "../../vite.shared.ts";

export default app(1000);
