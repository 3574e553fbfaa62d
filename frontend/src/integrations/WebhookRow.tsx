import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { useAsking } from "../accounts/useAsking";
import {
  readDeliveries,
  readSecret,
  removeWebhook,
  sendTest,
  switchWebhook,
} from "../api/integrations";
import type { Delivery, Webhook } from "../api/types";
import { Confirm } from "../design/Confirm";
import { CopyField } from "../design/CopyLink";
import { Dialog } from "../design/Dialog";
import { t } from "../i18n";
import { clock, day } from "../words/times";
import { deliveryWords, eventName } from "./words";

interface WebhookRowProps {
  webhook: Webhook;
  onChange: () => Promise<void>;
}

/** One address: what it is told, how far the latest messages came, and its secret. */
export function WebhookRow({ webhook, onChange }: WebhookRowProps) {
  const { id, url, active } = webhook;
  const deliveries = useSignal<Delivery[]>([]);
  const secret = useSignal("");
  const removing = useSignal(false);
  const { busy, problem, ask } = useAsking();
  const look = () =>
    ask(async () => {
      deliveries.value = await readDeliveries(id);
    });
  useEffect(() => void look(), [id]); // eslint-disable-line react-hooks/exhaustive-deps
  const act = async (action: () => Promise<void>, after: () => Promise<unknown>) => {
    if (await ask(action)) await after();
  };
  return (
    <li class="member">
      <span class="grow">
        <strong class="webhook-address">{url}</strong>
        <span class="tiny account-facts">
          {active ? "" : `${t("switched off")} · `}
          {webhook.events.map(eventName).join(" · ")}
        </span>
        {problem.value ? (
          <span class="tiny problem" role="alert">
            {problem.value}
          </span>
        ) : null}
      </span>
      <span class="row wrap member-acts">
        <button
          type="button"
          class="button"
          disabled={busy.value || !active}
          onClick={() => void act(() => sendTest(id), look)}
        >
          {t("Send a test")}
        </button>
        <button
          type="button"
          class="button"
          disabled={busy.value}
          onClick={() =>
            void act(
              async () => {
                secret.value = await readSecret(id);
              },
              async () => {},
            )
          }
        >
          {t("Show the secret")}
        </button>
        <button
          type="button"
          class="button"
          disabled={busy.value}
          onClick={() => void act(() => switchWebhook(id, !active), onChange)}
        >
          {active ? t("Switch off") : t("Switch on")}
        </button>
        <button
          type="button"
          class="button danger"
          disabled={busy.value}
          onClick={() => (removing.value = true)}
        >
          {t("Remove")}
        </button>
      </span>
      <Latest deliveries={deliveries.value} onLook={() => void look()} />
      {secret.value ? (
        <SecretDialog secret={secret.value} onClose={() => (secret.value = "")} />
      ) : null}
      {removing.value ? (
        <Confirm
          title={t("Remove this webhook?")}
          yes={t("Remove")}
          no={t("Keep it")}
          onYes={() => {
            removing.value = false;
            void act(() => removeWebhook(id), onChange);
          }}
          onNo={() => (removing.value = false)}
        >
          {t("Messages that have not arrived yet are forgotten with it.")}
        </Confirm>
      ) : null}
    </li>
  );
}

function SecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <Dialog title={t("Secret of this webhook")} onClose={onClose}>
      <p>{t("Your program checks each message’s signature with it (standardwebhooks.com).")}</p>
      <CopyField url={secret} label={t("Secret")} />
      <div class="dialog-foot">
        <button type="button" class="button primary" onClick={onClose}>
          {t("Done")}
        </button>
      </div>
    </Dialog>
  );
}

function Latest({ deliveries, onLook }: { deliveries: Delivery[]; onLook: () => void }) {
  if (deliveries.length === 0) return null;
  return (
    <details class="webhook-latest" onToggle={onLook}>
      <summary>{t("Latest messages")}</summary>
      <ol>
        {deliveries.map((delivery) => (
          <li key={delivery.id} class="tiny">
            {day(delivery.created_at)}, {clock(delivery.created_at)} · {eventName(delivery.event)} ·{" "}
            {deliveryWords(delivery)}
          </li>
        ))}
      </ol>
    </details>
  );
}
