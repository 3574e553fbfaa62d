import type { Client } from "../api/types";

/** Whom a new consultation is with: somebody who has a file, or somebody new. */
export type Planning = Pick<Client, "id" | "name"> | "somebody" | null;
