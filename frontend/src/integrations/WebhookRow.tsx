import { useSignal } from "@preact/signals";
import { useCallback, useEffect } from "preact/hooks";

import { AccountRow } from "../accounts/AccountRow";
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
import { DoneDialog } from "../design/DoneDialog";
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
  const look = useCallback(
    () =>
      ask(async () => {
        deliveries.value = await readDeliveries(id);
      }),
    [ask, deliveries, id],
  );
  useEffect(() => void look(), [look]);
  const act = async (action: () => Promise<void>, after?: () => Promise<unknown>) => {
    if (await ask(action)) await after?.();
  };
  const show = async () => {
    secret.value = await readSecret(id);
  };
  const button = (words: string, onPress: () => void, tone = "", shut = false) => (
    <button type="button" class={`button ${tone}`} disabled={busy.value || shut} onClick={onPress}>
      {words}
    </button>
  );
  return (
    <AccountRow
      problem={problem.value}
      acts={
        <>
          {button(t("Send a test"), () => void act(() => sendTest(id), look), "", !active)}
          {button(t("Show the secret"), () => void act(show))}
          {button(
            active ? t("Switch off") : t("Switch on"),
            () => void act(() => switchWebhook(id, !active), onChange),
          )}
          {button(t("Remove"), () => (removing.value = true), "danger")}
        </>
      }
      below={
        <>
          <Latest deliveries={deliveries.value} onLook={() => void look()} />
          {secret.value ? (
            <DoneDialog title={t("Secret of this webhook")} onClose={() => (secret.value = "")}>
              <p>
                {t("Your program checks each message’s signature with it (standardwebhooks.com).")}
              </p>
              <CopyField url={secret.value} label={t("Secret")} />
            </DoneDialog>
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
        </>
      }
    >
      <strong class="webhook-address">{url}</strong>
      <span class="tiny account-facts">
        {active ? "" : `${t("switched off")} · `}
        {webhook.events.map(eventName).join(" · ")}
      </span>
    </AccountRow>
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
