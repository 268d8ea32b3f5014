import { fileURLToPath } from "node:url";

import { mergeConfig } from "vite";

import { app } from "../../vite.shared.ts";

/**
 * A helper for tests that @rjsf/core ships imports the validator that generates code, which the
 * content security policy forbids; we have our own and do not install that one.
 */
const unused = fileURLToPath(new URL("src/features/request/noAjv.ts", import.meta.url));

export default mergeConfig(app(5173), { resolve: { alias: { "@rjsf/validator-ajv8": unused } } });
