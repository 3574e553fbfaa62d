import type { Candidate, Description } from "../wire";

/** What of an RTCPeerConnection the negotiation touches; a seam for tests. */
export type Negotiable = Pick<
  RTCPeerConnection,
  | "signalingState"
  | "localDescription"
  | "setLocalDescription"
  | "setRemoteDescription"
  | "addIceCandidate"
  | "onnegotiationneeded"
  | "onicecandidate"
>;

/** One step: exactly one of the two. */
export interface Step {
  description?: Description;
  candidate?: Candidate;
}

export interface NegotiationEnds {
  /** Gives way when both sides offer at once: its own offer is rolled back. */
  polite: boolean;
  send: (step: Step) => void;
  /** Called between the other side's offer and the answer to it: say what is sent from here. */
  beforeAnswer: () => void;
}

/**
 * "Perfect negotiation" (MDN, WebRTC 1.0 section 10.7): both sides may offer at any time. Where two
 * offers cross, the impolite side ignores the other's and the polite side takes back its own.
 */
export class Negotiation {
  private makingOffer = false;
  private ignoringOffer = false;
  private settingAnswer = false;

  constructor(
    private readonly connection: Negotiable,
    private readonly ends: NegotiationEnds,
  ) {
    connection.onnegotiationneeded = () => void this.offer();
    connection.onicecandidate = ({ candidate }) => {
      if (candidate) ends.send({ candidate: plain(candidate) });
    };
  }

  /** Take one step of the other side. Never throws: a step that fails is made good by a restart. */
  async receive({ description, candidate }: Step): Promise<void> {
    try {
      if (description) await this.take(description);
      else if (candidate) await this.connection.addIceCandidate(candidate);
    } catch (error) {
      // Candidates of an offer that was ignored belong to nothing.
      if (!this.ignoringOffer) console.warn("call: a step failed", nameOf(error));
    }
  }

  private async offer(): Promise<void> {
    try {
      this.makingOffer = true;
      await this.connection.setLocalDescription();
      this.sendDescription();
    } catch (error) {
      console.warn("call: no offer", nameOf(error));
    } finally {
      this.makingOffer = false;
    }
  }

  private async take(description: Description): Promise<void> {
    const { connection, ends } = this;
    const ready =
      !this.makingOffer && (connection.signalingState === "stable" || this.settingAnswer);
    const collides = description.type === "offer" && !ready;
    this.ignoringOffer = !ends.polite && collides;
    if (this.ignoringOffer) return;
    this.settingAnswer = description.type === "answer";
    try {
      // An own offer that is still open is rolled back by this.
      await connection.setRemoteDescription(description);
    } finally {
      this.settingAnswer = false;
    }
    if (description.type !== "offer") return;
    ends.beforeAnswer();
    await connection.setLocalDescription();
    this.sendDescription();
  }

  private sendDescription(): void {
    const own = this.connection.localDescription;
    if (own && (own.type === "offer" || own.type === "answer")) {
      this.ends.send({ description: { type: own.type, sdp: own.sdp } });
    }
  }
}

function plain(candidate: RTCIceCandidate): Candidate {
  const { sdpMid, sdpMLineIndex, usernameFragment } = candidate;
  return { candidate: candidate.candidate, sdpMid, sdpMLineIndex, usernameFragment };
}

/** An error's name only: its message may hold addresses. */
function nameOf(error: unknown): string {
  return error instanceof Error || error instanceof DOMException ? error.name : "unknown";
}
