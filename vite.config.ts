import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// Both hosts serve the built page from their root, offline: nothing may point outside of it, and
// nothing may need an inline script (the content security policy of both hosts forbids them).
export default defineConfig({
  root: "ui",
  base: "./",
  cacheDir: "../node_modules/.vite",
  plugins: [react()],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    // WebKitGTK 2.40 (Debian 12) and any browser of 2023.
    target: ["safari16.4", "chrome111", "firefox113"],
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
  },
  css: { modules: { generateScopedName: "[name]_[local]_[hash:base64:4]" } },
  server: { host: "127.0.0.1", port: 5173, strictPort: true },
  test: { include: ["src/**/*.test.{ts,tsx}"], environment: "node", restoreMocks: true, testTimeout: 60_000 },
});
