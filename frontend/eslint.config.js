import { readdirSync } from "node:fs";

import js from "@eslint/js";
import { createTypeScriptImportResolver } from "eslint-import-resolver-typescript";
import importX from "eslint-plugin-import-x";
import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import globals from "globals";
import tseslint from "typescript-eslint";

/** A feature never imports another one; what two of them need is shared. */
const featureZones = ["auth", "helpdesk", "main"].flatMap((app) => {
  const features = `./apps/${app}/src/features`;
  return folders(features).map((feature) => ({
    target: `${features}/${feature}`,
    from: features,
    except: [`./${feature}`],
    message: "A feature never imports another feature.",
  }));
});

function folders(path) {
  try {
    return readdirSync(new URL(path, import.meta.url));
  } catch {
    return [];
  }
}

export default tseslint.config(
  { ignores: ["**/dist/**", "packages/api/src/generated/**"] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  jsxA11y.flatConfigs.strict,
  {
    languageOptions: {
      globals: globals.browser,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: { "import-x": importX, "react-hooks": reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      "import-x/no-cycle": "error",
      "import-x/no-restricted-paths": [
        "error",
        {
          zones: [
            ...featureZones,
            { target: "./packages", from: "./apps", message: "Packages know no app." },
            { target: "./packages/api", from: "./packages/ui", message: "api knows no React." },
            ...["auth", "helpdesk", "main"].map((app) => ({
              target: `./apps/${app}`,
              from: "./apps",
              except: [`./${app}`],
              message: "An app never imports another app.",
            })),
          ],
        },
      ],
      "import-x/order": [
        "error",
        { alphabetize: { order: "asc" }, "newlines-between": "always", named: true },
      ],
      "max-lines": ["error", 400],
      "no-restricted-imports": [
        "error",
        {
          paths: [
            {
              name: "@mantine/hooks",
              importNames: ["useHotkeys"],
              message: "useShortcuts of @tts/ui follows the character and rests under dialogs.",
            },
          ],
        },
      ],
      "no-console": "error",
      "@typescript-eslint/consistent-type-definitions": ["error", "type"],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // Handlers such as onClick={async () => ...} are fine: errors reach the mutation.
      "@typescript-eslint/no-misused-promises": [
        "error",
        { checksVoidReturn: { attributes: false } },
      ],
    },
    settings: { "import-x/resolver-next": [createTypeScriptImportResolver()] },
  },
  { files: ["**/*.{js,mjs}"], extends: [tseslint.configs.disableTypeChecked] },
  {
    files: ["**/*.{js,mjs}"],
    languageOptions: { globals: globals.node },
    rules: { "no-console": "off" },
  },
);
