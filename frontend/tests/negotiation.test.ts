import { beforeEach, describe, expect, it, vi } from "vitest";

import { Negotiation, type Step } from "../src/rtc/negotiation";
import { FakePeer, turn } from "./peers";

/** Two sides; `carry` takes what they sent to the other one, in order. */
class Pair {
  readonly alice = new FakePeer("alice");
  readonly erin = new FakePeer("erin");
  readonly answered = vi.fn();
  readonly fromAlice: Step[] = [];
  readonly fromErin: Step[] = [];
  readonly hers: Negotiation;
  readonly erins: Negotiation;

  constructor() {
    this.hers = this.side(this.alice, false, this.fromAlice);
    this.erins = this.side(this.erin, true, this.fromErin);
  }

  private side(peer: FakePeer, polite: boolean, sent: Step[]): Negotiation {
    const beforeAnswer = () => void this.answered(peer.name, peer.signalingState);
    return new Negotiation(peer, { polite, send: (step) => sent.push(step), beforeAnswer });
  }

  async carry(): Promise<void> {
    for (let round = 0; round < 8; round++) {
      const [hers, erins] = [this.fromAlice.splice(0), this.fromErin.splice(0)];
      await Promise.all([this.all(this.erins, hers), this.all(this.hers, erins)]);
      await turn();
      await turn();
    }
  }

  private async all(side: Negotiation, steps: Step[]): Promise<void> {
    for (const step of steps) await side.receive(step);
  }

  get states(): RTCSignalingState[] {
    return [this.alice.signalingState, this.erin.signalingState];
  }
}

async function made(pair: Pair): Promise<void> {
  await turn();
  await turn();
  await pair.carry();
}

let pair: Pair;
beforeEach(() => {
  pair = new Pair();
});

describe("a negotiation", () => {
  it("ends with both sides stable and each with the other's description", async () => {
    pair.alice.needsNegotiation();
    await made(pair);
    expect(pair.states).toEqual(["stable", "stable"]);
    expect(pair.erin.remote).toBe("alice:offer 1");
    expect(pair.alice.remote).toBe("erin:answer to alice:offer 1");
  });

  it("lets a side say what it sends before it answers", async () => {
    pair.alice.needsNegotiation();
    await made(pair);
    expect(pair.answered.mock.calls).toEqual([["erin", "have-remote-offer"]]);
  });

  it("sends candidates as plain objects and takes the other side's", async () => {
    pair.alice.needsNegotiation();
    await made(pair);
    const candidate = { candidate: "c", sdpMid: "0", sdpMLineIndex: 0, usernameFragment: "u" };
    const event = { candidate: { ...candidate, toJSON: () => candidate } };
    (pair.alice.onicecandidate as unknown as (event: unknown) => void)(event);
    expect(pair.fromAlice).toEqual([{ candidate }]);
    await pair.carry();
    expect(pair.erin.candidates).toEqual(["c"]);
  });
});

describe("two offers that cross", () => {
  beforeEach(async () => {
    pair.alice.needsNegotiation();
    await made(pair);
    pair.alice.needsNegotiation();
    pair.erin.needsNegotiation();
    await turn();
    await turn();
    expect(pair.states).toEqual(["have-local-offer", "have-local-offer"]);
  });

  it("leave both sides stable: the polite one took its own back", async () => {
    const rolledBack = vi.spyOn(pair.erin, "setRemoteDescription");
    await pair.carry();
    expect(pair.states).toEqual(["stable", "stable"]);
    expect(rolledBack.mock.calls[0]?.[0].sdp).toBe("alice:offer 2");
  });

  it("are both negotiated in the end: what was taken back is offered again", async () => {
    await pair.carry();
    expect(pair.alice.remote).toBe("erin:offer 2");
  });

  it("never make the impolite side give way", async () => {
    const [offer] = pair.fromErin;
    await pair.hers.receive(offer ?? {});
    expect(pair.alice.signalingState).toBe("have-local-offer");
    expect(pair.fromAlice).toHaveLength(1);
  });

  it("forgive the candidates of the ignored offer", async () => {
    const warned = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    vi.spyOn(pair.alice, "addIceCandidate").mockRejectedValue(
      new DOMException("", "OperationError"),
    );
    const [offer] = pair.fromErin;
    await pair.hers.receive(offer ?? {});
    const candidate = { candidate: "c", sdpMid: null, sdpMLineIndex: null, usernameFragment: null };
    await pair.hers.receive({ candidate });
    expect(warned).not.toHaveBeenCalled();
    warned.mockRestore();
  });
});

describe("a step that fails", () => {
  it("breaks nothing, and no address gets into the console", async () => {
    const warned = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    await pair.erins.receive({ description: { type: "answer", sdp: "192.0.2.1" } });
    expect(warned.mock.calls).toEqual([["call: a step failed", "InvalidStateError"]]);
    warned.mockRestore();
    pair.alice.needsNegotiation();
    await made(pair);
    expect(pair.states).toEqual(["stable", "stable"]);
  });
});
