import { useSignal } from "@preact/signals";
import { useLocation } from "wouter-preact";

import { eraseClient, exportAddress } from "../api/clients";
import { Refusal } from "../api/refusal";
import type { Client } from "../api/types";
import { Confirm } from "../design/Confirm";
import { Icon } from "../design/Icon";
import { t } from "../i18n";

/** What is held of a client: to take along, or to erase. */
export function ClientData({ client, administrator }: { client: Client; administrator: boolean }) {
  const asking = useSignal(false);
  const problem = useSignal("");
  const [, navigate] = useLocation();
  const erase = async () => {
    asking.value = false;
    problem.value = "";
    try {
      await eraseClient(client.id);
      navigate("/clients");
    } catch (error) {
      const said = error instanceof Refusal ? error.detail : "";
      problem.value = said || t("That did not work. Check your connection and try again.");
    }
  };
  return (
    <section class="card stack" aria-labelledby="client-data">
      <h2 id="client-data">{t("This client's data")}</h2>
      <p class="quiet">
        {administrator
          ? t("A client may ask the practice for a copy of their data, and to have it erased.")
          : t("A client may ask you for a copy of their data, and to have it erased.")}
      </p>
      <div class="row wrap">
        <a class="button" href={exportAddress(client.id)} download>
          <Icon name="download" />
          {t("Export (JSON)")}
        </a>
        <button type="button" class="button danger" onClick={() => (asking.value = true)}>
          {t("Erase everything")}
        </button>
      </div>
      {problem.value ? (
        <p class="tiny problem" role="alert">
          {problem.value}
        </p>
      ) : null}
      {asking.value ? (
        <Confirm
          title={t("Erase everything about %(name)s?", { name: client.name })}
          yes={t("Erase everything")}
          no={t("Keep it")}
          onYes={() => void erase()}
          onNo={() => (asking.value = false)}
        >
          {t(
            "Labels, reports, markers, notes and the name are deleted, and planned consultations are cancelled. This cannot be undone.",
          )}
        </Confirm>
      ) : null}
    </section>
  );
}
