import { defineConfig } from "vitest/config";

const box = "http://127.0.0.1:8080";

export default defineConfig({
  build: {
    // The box's Content-Security-Policy allows no data: fonts and no inline script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // hls.js, which is loaded only where it is needed.
    chunkSizeWarningLimit: 700,
  },
  server: {
    proxy: {
      "/api": { target: box, ws: true },
      "/streams": { target: box, ws: true },
    },
  },
  test: {
    include: ["test/**/*.test.ts"],
    // The tests' own clocks are simulated: these limits only end what hangs, on however busy a machine.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    teardownTimeout: 120_000,
  },
});
