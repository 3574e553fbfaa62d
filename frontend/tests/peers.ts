import type { Negotiable } from "../src/rtc/negotiation";

/**
 * The signalling half of an RTCPeerConnection as WebRTC 1.0 section 4.4.1 has it: its states, what
 * each description does to them, and the rollback that a remote offer brings about. Every step
 * takes a turn of the event loop, so that tests can let two sides cross.
 */
export class FakePeer implements Negotiable {
  signalingState: RTCSignalingState = "stable";
  localDescription: RTCSessionDescription | null = null;
  remote = "";
  rollbacks = 0;
  candidates: string[] = [];
  onnegotiationneeded: Negotiable["onnegotiationneeded"] = null;
  onicecandidate: Negotiable["onicecandidate"] = null;
  private offers = 0;
  private negotiated = "";

  constructor(readonly name: string) {}

  /** Something changed that must be told: what restartIce and a new line do. */
  needsNegotiation(): void {
    this.negotiated = "";
    queueMicrotask(() => {
      if (this.signalingState === "stable" && !this.negotiated) {
        (this.onnegotiationneeded as (() => void) | null)?.();
      }
    });
  }

  async setLocalDescription(): Promise<void> {
    await turn();
    if (this.signalingState === "have-remote-offer") {
      this.localDescription = description("answer", `${this.name}:answer to ${this.remote}`);
      this.settle();
    } else {
      this.localDescription = description("offer", `${this.name}:offer ${++this.offers}`);
      this.signalingState = "have-local-offer";
    }
  }

  async setRemoteDescription({ type, sdp = "" }: RTCSessionDescriptionInit): Promise<void> {
    await turn();
    if (type === "offer") {
      if (this.signalingState === "have-local-offer") this.rollbacks++;
      this.signalingState = "have-remote-offer";
    } else if (this.signalingState === "have-local-offer") {
      this.settle();
    } else {
      throw new DOMException("no offer to answer", "InvalidStateError");
    }
    this.remote = sdp;
  }

  async addIceCandidate(candidate?: RTCIceCandidateInit | null): Promise<void> {
    await turn();
    if (!this.remote) throw new DOMException("no remote description", "InvalidStateError");
    this.candidates.push(candidate?.candidate ?? "");
  }

  private settle(): void {
    const rolledBack = this.rollbacks > 0 && this.negotiated === "";
    this.signalingState = "stable";
    this.negotiated = this.localDescription?.sdp ?? "";
    // An offer that was taken back is still owed.
    if (rolledBack && this.localDescription?.type === "answer") {
      this.rollbacks = 0;
      this.needsNegotiation();
    }
  }
}

export function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

function description(type: RTCSdpType, sdp: string): RTCSessionDescription {
  return { type, sdp, toJSON: () => ({ type, sdp }) };
}
