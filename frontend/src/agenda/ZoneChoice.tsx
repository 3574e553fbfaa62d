import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

import { changeTimeZone, me } from "../api/session";
import { Dialog } from "../design/Dialog";
import { formText } from "../design/formText";
import { Notice } from "../design/Notice";
import { SaveOrClose } from "../design/SaveOrClose";
import { ZoneSelect } from "../design/ZoneSelect";
import { t } from "../i18n";
import { ownZone, zoneLabel } from "../words/zoned";

/** In which zone times are shown, and the way to another one. */
export function ZoneChoice() {
  const choosing = useSignal(false);
  const zone = me.value?.time_zone;
  useEffect(() => {
    // The first browser that a person signs in with tells where they are.
    if (zone === "") void changeTimeZone(ownZone()).catch(() => undefined);
  }, [zone]);
  return (
    <>
      <button type="button" class="link-button" onClick={() => (choosing.value = true)}>
        {t("Times in %(zone)s", { zone: zoneLabel(zone || ownZone()) })}
      </button>
      {choosing.value ? <ZoneDialog onClose={() => (choosing.value = false)} /> : null}
    </>
  );
}

function ZoneDialog({ onClose }: { onClose: () => void }) {
  const failed = useSignal(false);
  const busy = useSignal(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    busy.value = true;
    failed.value = false;
    try {
      await changeTimeZone(formText(form, "time_zone"));
      onClose();
    } catch {
      failed.value = true;
    }
    busy.value = false;
  };
  return (
    <Dialog title={t("Your time zone")} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <p class="quiet">
          {t("Your agenda shows this zone. Each client sees the time in their own.")}
        </p>
        {failed.value ? (
          <Notice tone="bad">{t("That did not work. Check your connection and try again.")}</Notice>
        ) : null}
        <ZoneSelect label={t("Time zone")} value={me.value?.time_zone || ownZone()} />
        <SaveOrClose busy={busy.value} onClose={onClose} />
      </form>
    </Dialog>
  );
}
