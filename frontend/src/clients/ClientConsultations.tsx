import { ConsultationRow } from "../agenda/ConsultationRow";
import { More } from "../design/More";
import { t } from "../i18n";
import type { ClientFile } from "./clientFile";

interface ListProps {
  file: ClientFile;
  administrator: boolean;
  onPlan: () => void;
}

/** Every consultation of a client, the latest first. */
export function ClientConsultations({ file, administrator, onPlan }: ListProps) {
  const rows = file.consultations.items.value;
  return (
    <section class="group" aria-labelledby="client-consultations">
      <h2 id="client-consultations" class="group-head">
        {t("Consultations")}
      </h2>
      {rows.length > 0 ? (
        <ul class="card rows">
          {rows.map((consultation) => (
            <ConsultationRow
              key={consultation.id}
              consultation={consultation}
              administrator={administrator}
              withDay
              ofOneClient
              onChange={(changed) => file.put(changed)}
              onPlan={onPlan}
            />
          ))}
        </ul>
      ) : (
        <p class="card quiet">
          {t("None yet. Plan the first one: its link, its report and its change stand here.")}
        </p>
      )}
      {file.consultations.next.value ? (
        <More
          label={t("Show earlier consultations")}
          failed={file.trouble.value}
          onMore={() => file.loadMore()}
        />
      ) : null}
    </section>
  );
}
