import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  root: import.meta.dirname,
  base: "/",
  plugins: [react()],
  build: {
    outDir: "../dist/console",
    emptyOutDir: true,
    target: "es2023",
    // Fonts and pictures stay files: a content security policy of 'self' then needs no `data:`.
    assetsInlineLimit: 0,
    // react-admin and MUI together are one chunk of about 1 MB, 330 KB compressed, fetched once.
    chunkSizeWarningLimit: 1_400,
  },
});
