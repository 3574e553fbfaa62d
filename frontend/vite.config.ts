import preact from "@preact/preset-vite";
import { defineConfig } from "vitest/config";

/** Django owns every page URL; in development it listens here and Vite serves only the scripts. */
const DJANGO = process.env.CONSULT_ORIGIN ?? "http://127.0.0.1:8000";

export default defineConfig(({ command }) => ({
  // Under `vite dev` the pages live at the root, so that the router sees the same paths as in production.
  base: command === "build" ? "/static/" : "/",
  plugins: [preact({ devToolsEnabled: false })],
  build: {
    manifest: true,
    // Nothing may become a data: URL, the content security policy allows fonts and workers from 'self' only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: "src/main.tsx" },
  },
  worker: { format: "es" },
  server: {
    proxy: {
      "/api": DJANGO,
      "/_allauth": DJANGO,
      "/i18n": DJANGO,
      // The server checks the Origin of sockets.
      "/ws": { target: DJANGO, ws: true, rewriteWsOrigin: true },
    },
  },
  test: {
    environment: "jsdom",
    include: ["tests/**/*.test.{ts,tsx}"],
    // Vitest keeps one core to itself, which of two is half, and needs little of it.
    maxWorkers: "100%",
  },
}));
