import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  // Relative, so that the console also works under a path of a proxy.
  base: "./",
  plugins: [react()],
  // One zod for the console and the client that it bundles.
  resolve: { dedupe: ["zod"] },
  build: {
    target: "es2023",
    // Everything is a file of our own origin: no data: URLs for a content security policy to object to.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 600,
  },
});
