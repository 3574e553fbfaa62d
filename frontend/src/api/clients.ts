import { answered, api } from "./http";
import type { Client, NewClient, Page, Trend } from "./types";

const at = (id: string) => ({ params: { path: { id } } });

export async function listClients(search: string, cursor?: string | null): Promise<Page<Client>> {
  const query = { ...(search ? { search } : {}), ...(cursor ? { cursor } : {}) };
  const page = await answered(api.GET("/api/v1/clients/", { params: { query } }));
  return { next: page.next ?? null, results: page.results as Client[] };
}

export async function readClient(id: string): Promise<Client> {
  return (await answered(api.GET("/api/v1/clients/{id}/", at(id)))) as Client;
}

export async function makeClient(client: NewClient): Promise<Client> {
  return (await answered(api.POST("/api/v1/clients/", { body: client }))) as Client;
}

export async function changeClient(id: string, changes: Partial<NewClient>): Promise<Client> {
  const options = { ...at(id), body: changes };
  return (await answered(api.PATCH("/api/v1/clients/{id}/", options))) as Client;
}

/** Erase everything that is held of a client. */
export async function eraseClient(id: string): Promise<void> {
  await answered(api.DELETE("/api/v1/clients/{id}/", at(id)));
}

export async function readTrend(id: string): Promise<Trend> {
  return await answered(api.GET("/api/v1/clients/{id}/trend/", at(id)));
}

export function exportAddress(id: string): string {
  return `/api/v1/clients/${id}/export.json`;
}
