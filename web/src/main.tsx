// First of all: it decides how every schema of the client is built.
import "./ask/jitless.ts";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App.tsx";
import { LanguageProvider } from "./i18n/LanguageProvider.tsx";
// 100 ranges of characters, of which a browser fetches those that no font of the system has.
import "@fontsource-variable/noto-sans-sc/wght.css";
import "./styles/base.css";
import "./styles/parts.css";
import "./styles/print.css";
import { chooseFont } from "./styles/chooseFont.ts";

chooseFont();

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <LanguageProvider>
      <App />
    </LanguageProvider>
  </StrictMode>,
);
