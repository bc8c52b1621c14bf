import "@fontsource-variable/inter";
import "@fontsource-variable/jetbrains-mono";
import "./look/tokens.css";
import "./look/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ErrorBoundary } from "./shell/ErrorBoundary";
import { start } from "./shell/start";
import { Window } from "./shell/Window";
import { followTheme } from "./state/theme";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");
followTheme();
start();
createRoot(root).render(
  <StrictMode>
    <ErrorBoundary name="Stepwell">
      <Window />
    </ErrorBoundary>
  </StrictMode>,
);
