import "./design/design.css";
import "./accounts/sign-in.css";
import "./agenda/agenda.css";
import "./invite/invite.css";
import "./call/call.css";

import { render } from "preact";

import { App } from "./App";
import { loadCatalog } from "./i18n";

async function start(): Promise<void> {
  await loadCatalog();
  const place = document.getElementById("app");
  if (place) render(<App />, place);
}

void start();
