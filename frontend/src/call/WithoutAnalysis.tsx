import { AllowedElsewhere } from "./AllowedElsewhere";
import { NotAnalysed } from "./NotAnalysed";
import { NotOffered } from "./NotOffered";
import type { OwnPart } from "./ownPart";

/** What stands in the analysis's place while it is not allowed on this page, and why. */
export function WithoutAnalysis({ part }: { part: OwnPart }) {
  const participation = part.participation.value;
  if (!participation) return null;
  if (!participation.analysis_offered) return <NotOffered part={part} />;
  const elsewhere = participation.consent === "granted";
  return elsewhere ? <AllowedElsewhere part={part} /> : <NotAnalysed part={part} />;
}
