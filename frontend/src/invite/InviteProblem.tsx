import type { Refusal } from "../api/refusal";
import { t } from "../i18n";

/** A link that leads nowhere, and what to do about it. */
export function InviteProblem({ refusal }: { refusal: Refusal }) {
  const { title, words } = problemWords(refusal.code);
  return (
    <div class="centred" role="alert">
      <h1>{title}</h1>
      <p class="quiet">{words}</p>
    </div>
  );
}

export function problemWords(code: string): { title: string; words: string } {
  switch (code) {
    case "expired_invite":
      return {
        title: t("This invite link has expired"),
        words: t("Ask your counsellor for a new link."),
      };
    case "consultation_over":
      return {
        title: t("The consultation is over"),
        words: t("This link cannot be used any more. If that surprises you, ask your counsellor."),
      };
    default:
      return {
        title: t("This invite link is unknown"),
        words: t(
          "Perhaps a part of it got lost, or your counsellor sent a newer one. Open the newest link, whole.",
        ),
      };
  }
}
