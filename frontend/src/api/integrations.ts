/** Keys for the practice's own programs, and addresses that are told what happened. */
import { answered, api } from "./http";
import type { ApiKey, Delivery, NewApiKey, Scope, Webhook, WebhookEvent } from "./types";

const at = (id: string) => ({ params: { path: { id } } });

export async function readKeys(): Promise<ApiKey[]> {
  return (await answered(api.GET("/api/v1/practice/keys/"))) as ApiKey[];
}

/** The secret is in this answer alone. Throws a Refusal by field. */
export async function makeKey(name: string, scopes: Scope[]): Promise<NewApiKey> {
  return (await answered(
    api.POST("/api/v1/practice/keys/", { body: { name, scopes } }),
  )) as NewApiKey;
}

export async function withdrawKey(prefix: string): Promise<void> {
  await answered(api.DELETE("/api/v1/practice/keys/{prefix}/", { params: { path: { prefix } } }));
}

export async function readWebhooks(): Promise<Webhook[]> {
  return (await answered(api.GET("/api/v1/practice/webhooks/"))) as Webhook[];
}

/** Throws a Refusal by field for an address that may not be called. */
export async function addWebhook(url: string, events: WebhookEvent[]): Promise<Webhook> {
  return (await answered(
    api.POST("/api/v1/practice/webhooks/", { body: { url, events } }),
  )) as Webhook;
}

export async function switchWebhook(id: string, active: boolean): Promise<void> {
  await answered(api.PATCH("/api/v1/practice/webhooks/{id}/", { ...at(id), body: { active } }));
}

export async function removeWebhook(id: string): Promise<void> {
  await answered(api.DELETE("/api/v1/practice/webhooks/{id}/", at(id)));
}

export async function readSecret(id: string): Promise<string> {
  const { secret } = await answered(api.GET("/api/v1/practice/webhooks/{id}/secret/", at(id)));
  return secret;
}

export async function readDeliveries(id: string): Promise<Delivery[]> {
  return (await answered(
    api.GET("/api/v1/practice/webhooks/{id}/deliveries/", at(id)),
  )) as Delivery[];
}

export async function sendTest(id: string): Promise<void> {
  await answered(api.POST("/api/v1/practice/webhooks/{id}/deliveries/", at(id)));
}
