import { type Signal, signal } from "@preact/signals";

import { recall, remember } from "../memory";
import type { Hint, HintKind } from "./hints";
import { HINTS } from "./hints";

/** A hint stands at least so many seconds: a line that flickers is an alarm. */
const STANDS = 5;
/** Put away, it stays away until its matter has been over for so many seconds. */
const OVER = 30;

/** Which one hint is shown: what this person turned off or put away is not. */
export class HintDesk {
  readonly off: Signal<ReadonlySet<HintKind>>;
  private readonly putAway = signal<ReadonlySet<HintKind>>(new Set());
  /** When the matter of one that was put away was last there. */
  private readonly lastHeld = new Map<HintKind, number>();
  private standing: { hint: Hint; from: number } | null = null;

  /** `person` is whose browser this is: two counsellors at one desk may want different hints. */
  constructor(private readonly person: string) {
    this.off = signal(this.remembered());
  }

  /** The hint to show at `now` (Unix seconds), of those that hold. */
  shown(holding: readonly Hint[], now: number): Hint | null {
    this.forgetWhatIsOver(holding, now);
    const wanted = holding.find((hint) => this.wants(hint)) ?? null;
    const { standing } = this;
    if (standing && this.wants(standing.hint)) {
      const same = holding.find(({ kind }) => kind === standing.hint.kind);
      const young = now - standing.from < STANDS;
      if (same?.cause === standing.hint.cause || (young && !same)) return standing.hint;
    }
    this.standing = wanted && { hint: wanted, from: now };
    return wanted;
  }

  dismiss(kind: HintKind, now: number): void {
    this.lastHeld.set(kind, now);
    this.putAway.value = new Set([...this.putAway.value, kind]);
  }

  turn(kind: HintKind, on: boolean): void {
    const off = new Set(this.off.value);
    if (on) off.delete(kind);
    else off.add(kind);
    this.off.value = off;
    remember("browser", this.key, [...off].join(" "));
  }

  private wants({ kind }: Hint): boolean {
    return !this.off.value.has(kind) && !this.putAway.value.has(kind);
  }

  private forgetWhatIsOver(holding: readonly Hint[], now: number): void {
    const away = this.putAway.peek();
    for (const { kind } of holding) this.lastHeld.set(kind, now);
    const still = [...away].filter((kind) => now - (this.lastHeld.get(kind) ?? 0) < OVER);
    if (still.length < away.size) this.putAway.value = new Set(still);
  }

  private get key(): string {
    return `consult.hints-off.${this.person}`;
  }

  private remembered(): ReadonlySet<HintKind> {
    const words = (recall("browser", this.key) ?? "").split(" ");
    return new Set(HINTS.filter((kind) => words.includes(kind)));
  }
}
