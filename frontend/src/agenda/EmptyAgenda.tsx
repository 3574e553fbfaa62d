import { Icon } from "../design/Icon";
import { Steps } from "../design/Steps";
import { t } from "../i18n";

interface EmptyAgendaProps {
  administrator: boolean;
  onPlan: () => void;
}

/** An empty agenda teaches: the three steps from nothing to a report. */
export function EmptyAgenda({ administrator, onPlan }: EmptyAgendaProps) {
  if (administrator) {
    return (
      <div class="card centred">
        <h2>{t("No consultations yet")}</h2>
        <p class="quiet">
          {t("As soon as a counsellor of this practice plans one, it stands here with its report.")}
        </p>
      </div>
    );
  }
  const steps: [string, string][] = [
    [t("Plan"), t("Say who comes and when. It takes half a minute.")],
    [t("Invite"), t("Send the link. Your client needs no account and decides about the analysis.")],
    [t("Meet"), t("Open the room, see apparent expressions live, and read the report afterwards.")],
  ];
  return (
    <div class="card roomy empty-agenda">
      <h2>{t("Nothing is planned yet")}</h2>
      <Steps ordered steps={steps.map(([name, words], index) => [index + 1, name, words])} />
      <button type="button" class="button primary" onClick={onPlan}>
        <Icon name="plus" />
        {t("New consultation")}
      </button>
    </div>
  );
}
