import { readFile, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";

import react from "@vitejs/plugin-react";
import { type Plugin, type UserConfig, defineConfig } from "vite";

/** What every page needs, in one file: it compresses better and outlives a release. */
const FRAME =
  /node_modules\/(react|react-dom|scheduler|i18next|react-i18next|@tanstack\/(history|store|react-store|(router|query)-core|react-(router|query)))\//;

const COMPRESSED = /\.(js|css|html|svg|json)$/;

/** The build of one app; `port` is its own in development. */
export function app(port: number): UserConfig {
  return defineConfig({
    plugins: [react(), precompressed(), developmentConfig()],
    server: { port, strictPort: true },
    build: {
      target: "es2023",
      // The first that know light-dark(): rewritten for older ones it loses Mantine's colour scheme.
      cssTarget: ["chrome123", "firefox120", "safari17.5"],
      manifest: true,
      sourcemap: true,
      chunkSizeWarningLimit: 800,
      // Inlined files would need `data:` in the content security policy.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        output: { codeSplitting: { groups: [{ name: "frame", test: FRAME }] } },
      },
    },
  });
}

/** Puts `.gz` and `.br` beside every text file, so that no server compresses at run time. */
function precompressed(): Plugin {
  return {
    name: "precompressed",
    apply: "build",
    async writeBundle({ dir }) {
      if (dir === undefined) return;
      const files = await readdir(dir, { recursive: true });
      for (const file of files.filter((name) => COMPRESSED.test(name))) {
        const target = path.join(dir, file);
        const content = await readFile(target);
        await writeFile(`${target}.gz`, await promisify(gzip)(content, { level: 9 }));
        await writeFile(`${target}.br`, await promisify(brotliCompress)(content));
      }
    },
  };
}

/** In development the addresses come from TTS_CONFIG; otherwise the server writes them in. */
function developmentConfig(): Plugin {
  return {
    name: "development-config",
    apply: "serve",
    transformIndexHtml() {
      const content = process.env.TTS_CONFIG;
      return content ? [{ tag: "meta", attrs: { name: "tts-config", content } }] : [];
    },
  };
}
