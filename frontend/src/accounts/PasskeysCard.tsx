import { useSignal } from "@preact/signals";

import { addPasskey, type Passkey, readRecoveryCodes, removePasskey } from "../api/account";
import { Confirm } from "../design/Confirm";
import { Notice } from "../design/Notice";
import { t } from "../i18n";
import { dayWithin } from "../words/times";
import { Card } from "./Card";
import { CodesDialog } from "./CodesDialog";
import { passkeysWork } from "./passkeys";
import type { FactorsProps } from "./SecondFactorCard";
import { useAsking } from "./useAsking";
import { vouched } from "./Vouching";
import { browserName } from "./words";

/** Passkeys: signing in by fingerprint, face or PIN of the device. */
export function PasskeysCard({ factors, onChange }: FactorsProps) {
  const removing = useSignal<Passkey | null>(null);
  const codes = useSignal<string[] | null>(null);
  const { busy, problem, ask } = useAsking();
  const passkeys = factors.filter((one) => one.type === "webauthn");
  const add = () =>
    ask(async () => {
      const first = await vouched(() => addPasskey(browserName(navigator.userAgent)));
      await onChange();
      if (first) codes.value = await readRecoveryCodes();
    });
  const remove = async (passkey: Passkey) => {
    removing.value = null;
    await ask(async () => {
      await vouched(() => removePasskey(passkey.id));
      await onChange();
    });
  };
  return (
    <Card
      title={t("Passkeys")}
      about={t(
        "Sign in by fingerprint, face or PIN of your device, without a password. With a passkey the password alone is not enough any more.",
      )}
      action={
        passkeysWork() ? (
          <button type="button" class="button" disabled={busy.value} onClick={() => void add()}>
            {t("Add a passkey")}
          </button>
        ) : null
      }
    >
      {passkeysWork() ? null : (
        <Notice tone="calm">
          {t("This browser has no passkeys, or the page is not on HTTPS.")}
        </Notice>
      )}
      {problem.value ? <Notice tone="bad">{problem.value}</Notice> : null}
      {passkeys.length > 0 ? (
        <ul class="account-list">
          {passkeys.map((passkey) => (
            <li key={passkey.id} class="row spread wrap">
              <span>
                <strong>{passkey.name}</strong>
                <span class="tiny account-facts">
                  {t("added: %(day)s", { day: dayWithin(passkey.created_at * 1000) })}
                </span>
              </span>
              <button
                type="button"
                class="button small danger"
                aria-label={t("Remove the passkey %(name)s", { name: passkey.name })}
                onClick={() => (removing.value = passkey)}
              >
                {t("Remove")}
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      {removing.value ? (
        <Confirm
          title={t("Remove this passkey?")}
          yes={t("Remove")}
          no={t("Keep it")}
          onYes={() => removing.value && void remove(removing.value)}
          onNo={() => (removing.value = null)}
        >
          {t(
            "It does not sign you in any more. Your device may still show it; delete it there, too.",
          )}
        </Confirm>
      ) : null}
      {codes.value ? (
        <CodesDialog codes={codes.value} onClose={() => (codes.value = null)} />
      ) : null}
    </Card>
  );
}
