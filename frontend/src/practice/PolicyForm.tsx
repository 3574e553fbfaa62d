import { useSignal } from "@preact/signals";

import { Card } from "../accounts/Card";
import { useAsking } from "../accounts/useAsking";
import { changePolicy } from "../api/practice";
import type { Policy } from "../api/types";
import { Confirm } from "../design/Confirm";
import { Notice } from "../design/Notice";
import { t } from "../i18n";
import { HowLong } from "./HowLong";
import { Options, Switch } from "./Options";
import { presetName } from "./words";

interface PolicyFormProps {
  policy: Policy;
  onSaved: () => Promise<void>;
}

/** Every setting of the policy in one form; nothing holds before it is saved. */
export function PolicyForm({ policy, onSaved }: PolicyFormProps) {
  const wanted = useSignal(policy);
  const { busy, problem, fields, ask } = useAsking();
  const saved = useSignal(false);
  /** What is still to be asked before saving; the first is on the screen. */
  const doubts = useSignal<Doubt[]>([]);
  const want = (changes: Partial<Policy>) => {
    wanted.value = { ...wanted.value, ...changes };
    saved.value = false;
  };
  const save = async () => {
    const sent = wanted.value;
    const done = await ask(async () => {
      const stored = await changePolicy(changesOf(policy, sent));
      // What was changed while it was on its way is still to be saved.
      const since = changesOf(sent, wanted.value);
      wanted.value = { ...stored, ...since };
      saved.value = Object.keys(since).length === 0;
    });
    if (done) await onSaved();
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    doubts.value = doubtsAbout(policy, wanted.value);
    if (!doubts.value.length) void save();
  };
  const sure = () => {
    doubts.value = doubts.value.slice(1);
    if (!doubts.value.length) void save();
  };
  const errors = fields.value;
  return (
    <form class="account wide" onSubmit={submit}>
      <Analysed policy={policy} wanted={wanted.value} errors={errors} want={want} />
      <HowLong wanted={wanted.value} errors={errors} want={want} />
      <AfterCall wanted={wanted.value} errors={errors} want={want} />
      {problem.value ? <Notice tone="bad">{problem.value}</Notice> : null}
      <div class="row">
        <button class="button primary" disabled={busy.value}>
          {t("Save")}
        </button>
        <span class="tiny" role="status">
          {saved.value ? t("Saved") : ""}
        </span>
      </div>
      {doubts.value[0] ? (
        <Sure doubt={doubts.value[0]} onYes={sure} onNo={() => (doubts.value = [])} />
      ) : null}
    </form>
  );
}

/** What cannot be taken back once it is saved. */
type Doubt = "eu" | "files";

function doubtsAbout(policy: Policy, wanted: Policy): Doubt[] {
  const eu = wanted.preset === "eu" && policy.preset !== "eu";
  const sooner = (wanted.file_days ?? Infinity) < (policy.file_days ?? Infinity);
  return [...(eu ? (["eu"] as const) : []), ...(sooner ? (["files"] as const) : [])];
}

interface SureProps {
  doubt: Doubt;
  onYes: () => void;
  onNo: () => void;
}

function Sure({ doubt, onYes, onNo }: SureProps) {
  const eu = doubt === "eu";
  return (
    <Confirm
      title={eu ? t("Hold the practice to the EU’s rules?") : t("Erase older files for good?")}
      yes={eu ? t("Hold it to them") : t("Erase them")}
      no={t("Cancel")}
      onYes={onYes}
      onNo={onNo}
    >
      {eu
        ? t("You cannot take this back: only whoever runs this service can.")
        : t(
            "Files whose days are over already are erased within an hour. Nobody can bring them back.",
          )}
    </Confirm>
  );
}

/** Only what differs is sent: what somebody else changed meanwhile stays. */
function changesOf(policy: Policy, wanted: Policy): Partial<Policy> {
  const names = Object.keys(policy) as (keyof Policy)[];
  return Object.fromEntries(
    names.filter((name) => policy[name] !== wanted[name]).map((name) => [name, wanted[name]]),
  );
}

interface PartProps {
  wanted: Policy;
  want: (changes: Partial<Policy>) => void;
  errors: Record<string, string>;
}

interface AnalysedProps extends PartProps {
  policy: Policy;
}

function Analysed({ policy, wanted, errors, want }: AnalysedProps) {
  const eu = wanted.preset === "eu";
  return (
    <Card title={t("What is analysed")}>
      <Options
        legend={t("Rules")}
        name="preset"
        chosen={wanted.preset}
        error={errors.preset}
        options={[
          {
            value: "default",
            words: presetName("default"),
            note: t("The switches below decide."),
            disabled: policy.preset === "eu",
          },
          {
            value: "eu",
            words: presetName("eu"),
            note: t(
              "The counsellor’s own face is never analysed, and no index stands beside a counsellor’s name: the EU’s AI Act (article 5) forbids such software for people at work. Only whoever runs this service can take it back.",
            ),
          },
          {
            value: "research",
            words: presetName("research"),
            note: t("As the default; it marks a practice that takes part in a study."),
            disabled: policy.preset === "eu",
          },
        ]}
        onChoose={(preset) => want({ preset: preset as Policy["preset"] })}
      />
      <Switch
        words={t("The client’s camera")}
        note={t("Only where the client says yes, each time.")}
        on={wanted.analyse_client}
        onSwitch={(on) => want({ analyse_client: on })}
      />
      <Switch
        words={t("The counsellor’s own camera")}
        note={
          eu
            ? t("Off: the EU’s rules are stronger than this switch.")
            : t("For the counsellor’s own review.")
        }
        on={wanted.analyse_counsellor && !eu}
        disabled={eu}
        error={errors.analyse_counsellor}
        onSwitch={(on) => want({ analyse_counsellor: on })}
      />
    </Card>
  );
}

function AfterCall({ wanted, want, errors }: PartProps) {
  const eu = wanted.preset === "eu";
  return (
    <Card title={t("After a consultation")}>
      <Options
        legend={t("What clients are asked")}
        name="rating_scale"
        chosen={wanted.rating_scale}
        options={[
          {
            value: "csat",
            words: t("One question"),
            note: t("How satisfied they are, in five steps."),
          },
          {
            value: "srs",
            words: t("Four questions"),
            note: t(
              "Contact, topics, way of working and the whole, each on a line from 0 to 10. After counselling only; a service call is asked the one question.",
            ),
          },
        ]}
        onChoose={(scale) => want({ rating_scale: scale as Policy["rating_scale"] })}
      />
      <Switch
        words={t("Reports for clients")}
        note={t("Counsellors may show a client their own report in plain words, one at a time.")}
        on={wanted.share_reports}
        onSwitch={(on) => want({ share_reports: on })}
      />
      <Switch
        words={t("Expression index by counsellor")}
        note={
          eu
            ? t("Off: the EU’s rules are stronger than this switch.")
            : t("The review may set the clients’ index beside a counsellor’s name.")
        }
        on={wanted.index_by_counsellor && !eu}
        disabled={eu}
        error={errors.index_by_counsellor}
        onSwitch={(on) => want({ index_by_counsellor: on })}
      />
    </Card>
  );
}
