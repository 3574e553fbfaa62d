import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { listClients } from "../api/clients";
import type { Client } from "../api/types";
import { Field } from "../design/Field";
import { LONGEST_NAME, TextField } from "../design/TextField";
import { t } from "../i18n";

/** Whom a consultation is with: names that have a file are offered, any other gets one. */
export function ClientField({ error }: { error: string | undefined }) {
  const typed = useSignal("");
  const known = useSignal<Client[]>([]);
  const search = typed.value.trim();
  useEffect(() => {
    let current = true;
    const timer = setTimeout(() => {
      listClients(search).then(
        ({ results }) => {
          if (current) known.value = results;
        },
        // Without suggestions the name alone does.
        () => undefined,
      );
    }, 200);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [search, known]);
  const same = known.value.some(({ name }) => sameName(name, search));
  return (
    <Field name="client_name" label={t("Client's name")} error={error}>
      <TextField
        id="client_name"
        name="client_name"
        required
        most={LONGEST_NAME}
        autocomplete="off"
        list="known-clients"
        invalid={Boolean(error)}
        describedBy="client-hint"
        onText={(text) => (typed.value = text)}
      />
      <datalist id="known-clients">
        {known.value.map(({ id, name }) => (
          <option key={id} value={name} />
        ))}
      </datalist>
      <span id="client-hint" class="tiny" role="status">
        {search
          ? same
            ? t("Goes into this client's file.")
            : t("A new client file is made.")
          : ""}
      </span>
    </Field>
  );
}

/** As the server compares names: capitals and spare spaces make no other person. */
function sameName(a: string, b: string): boolean {
  const key = (name: string) => name.trim().replace(/\s+/g, " ").toLocaleLowerCase();
  return key(a) === key(b);
}
