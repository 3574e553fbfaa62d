import { useSignal } from "@preact/signals";

import { type Authenticator, newRecoveryCodes, readRecoveryCodes, removeApp } from "../api/account";
import { Confirm } from "../design/Confirm";
import { Notice } from "../design/Notice";
import { t, tn } from "../i18n";
import { AppDialog } from "./AppDialog";
import { Card } from "./Card";
import { CodesDialog } from "./CodesDialog";
import { useAsking } from "./useAsking";
import { vouched } from "./Vouching";

export interface FactorsProps {
  factors: Authenticator[];
  onChange: () => Promise<void>;
}

/** The authenticator app and the recovery codes. */
export function SecondFactorCard({ factors, onChange }: FactorsProps) {
  const dialog = useSignal<"app" | "remove" | null>(null);
  const codes = useSignal<string[] | null>(null);
  const { busy, problem, ask } = useAsking();
  const app = factors.some((one) => one.type === "totp");
  const spare = factors.find((one) => one.type === "recovery_codes");
  const showCodes = (read: () => Promise<string[]>) =>
    ask(async () => {
      codes.value = await vouched(read);
      await onChange();
    });
  const remove = async () => {
    dialog.value = null;
    await ask(async () => {
      await vouched(removeApp);
      await onChange();
    });
  };
  return (
    <Card
      title={t("Second factor")}
      about={t(
        "Beside the password, a code from your phone: a stolen password alone opens nothing.",
      )}
    >
      {problem.value ? <Notice tone="bad">{problem.value}</Notice> : null}
      <div class="row spread wrap">
        <span class="chip">
          <span class={app ? "dot on" : "dot off"} aria-hidden="true" />
          {app ? t("Authenticator app: on") : t("Authenticator app: off")}
        </span>
        <button
          type="button"
          class={app ? "button danger" : "button primary"}
          disabled={busy.value}
          onClick={() => (dialog.value = app ? "remove" : "app")}
        >
          {app ? t("Remove the app") : t("Set up an app")}
        </button>
      </div>
      {spare ? <Spare left={spare.unused_code_count} busy={busy.value} onShow={showCodes} /> : null}
      {dialog.value === "app" ? (
        <AppDialog
          onClose={() => (dialog.value = null)}
          onAdded={async () => {
            dialog.value = null;
            await onChange();
            await showCodes(readRecoveryCodes);
          }}
        />
      ) : null}
      {dialog.value === "remove" ? (
        <Confirm
          title={t("Remove the authenticator app?")}
          yes={t("Remove the app")}
          no={t("Keep it")}
          onYes={() => void remove()}
          onNo={() => (dialog.value = null)}
        >
          {t("Then the password alone is enough again, unless you have a passkey.")}
        </Confirm>
      ) : null}
      {codes.value ? (
        <CodesDialog codes={codes.value} onClose={() => (codes.value = null)} />
      ) : null}
    </Card>
  );
}

interface SpareProps {
  /** How many codes were not used yet. */
  left: number;
  busy: boolean;
  onShow: (read: () => Promise<string[]>) => Promise<boolean>;
}

/** The recovery codes: how many are left, to be seen or made anew. */
function Spare({ left, busy, onShow }: SpareProps) {
  const button = (words: string, read: () => Promise<string[]>) => (
    <button type="button" class="button" disabled={busy} onClick={() => void onShow(read)}>
      {words}
    </button>
  );
  return (
    <div class="row spread wrap">
      <span>{tn("%s recovery code left", "%s recovery codes left", left)}</span>
      <span class="row wrap">
        {button(t("Show the codes"), readRecoveryCodes)}
        {button(t("Make new codes"), newRecoveryCodes)}
      </span>
    </div>
  );
}
