import "../charts/charts.css";
import "../report/figures.css";
import "./gallery.css";

import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useState } from "preact/hooks";

import { Page } from "../design/Page";
import { TEXT_ON } from "../design/pairs";
import { EXPRESSIONS } from "../expressions";
import { t } from "../i18n";
import { GapsCard } from "../report/GapsCard";
import { TurningPoints } from "../report/TurningPoints";
import { Charts } from "./Charts";
import { Contrasts } from "./Contrasts";
import { Controls } from "./Controls";
import { Measures } from "./Measures";
import { Messages } from "./Messages";
import { BEGAN, PERSON } from "./samples";
import { showTheme, type Theme, tokensNow } from "./theme";
import { Visions } from "./Visions";

const THEMES: readonly Theme[] = ["system", "light", "dark"];
const NAMES = [
  ...new Set([...Object.keys(TEXT_ON), ...Object.values(TEXT_ON).flat(), ...EXPRESSIONS]),
];

/** The design system in sight: what there is, in its states, with its colours measured. */
export default function GalleryPage() {
  const theme = useSignal<Theme>("system");
  const [tokens, setTokens] = useState<Record<string, string>>({});
  const shown = theme.value;
  useLayoutEffect(() => {
    showTheme(shown);
    const read = () => setTokens(tokensNow(NAMES));
    read();
    const system = matchMedia("(prefers-color-scheme: dark)");
    system.addEventListener("change", read);
    return () => system.removeEventListener("change", read);
  }, [shown]);
  useEffect(() => () => showTheme("system"), []);
  return (
    <Page title={t("Design system")}>
      <div class="page-head">
        <h1>{t("Design system")}</h1>
        <div class="segmented" role="group" aria-label={t("Theme")}>
          {THEMES.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={shown === one}
              onClick={() => (theme.value = one)}
            >
              {themeName(one)}
            </button>
          ))}
        </div>
      </div>
      <div class="gallery">
        <Visions tokens={tokens} />
        <Contrasts tokens={tokens} />
        <Measures />
        <Controls />
        <Messages />
        {/* Canvases are painted in the theme in which they began. */}
        <Charts key={shown} />
        <TurningPoints person={PERSON} startedAt={BEGAN} />
        <GapsCard person={PERSON} startedAt={BEGAN} />
      </div>
    </Page>
  );
}

function themeName(theme: Theme): string {
  switch (theme) {
    case "system":
      return t("As the system has it");
    case "light":
      return t("Light");
    case "dark":
      return t("Dark");
  }
}
