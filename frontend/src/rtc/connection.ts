import type { Candidate, Description, IceServer } from "../wire";
import { Negotiation, type Step } from "./negotiation";

export interface ConnectionEnds {
  ice: readonly IceServer[];
  /** Gives way when offers cross; the other side makes the lines and offers first. */
  polite: boolean;
  send: (step: { description?: Description; candidate?: Candidate }) => void;
  /** What is sent at this moment: sound and picture. */
  tracks: () => [MediaStreamTrack | null, MediaStreamTrack | null];
  onRemote: (stream: MediaStream) => void;
  onState: () => void;
}

/**
 * One RTCPeerConnection with one line for sound and one for the picture. What is sent on a line
 * changes without a new negotiation: muting, another camera or the screen never interrupt the call.
 */
export class Connection {
  private readonly peer: RTCPeerConnection;
  private readonly negotiation: Negotiation;
  private readonly received: MediaStreamTrack[] = [];

  constructor(ends: ConnectionEnds) {
    this.peer = new RTCPeerConnection({ iceServers: ends.ice.map((server) => ({ ...server })) });
    this.negotiation = new Negotiation(this.peer, {
      polite: ends.polite,
      send: (step) => ends.send(step),
      beforeAnswer: () => this.sendTracks(...ends.tracks()),
    });
    this.peer.ontrack = ({ track }) => {
      this.received.push(track);
      ends.onRemote(new MediaStream(this.received));
    };
    this.peer.onconnectionstatechange = () => ends.onState();
    if (ends.polite) return;
    this.peer.addTransceiver("audio");
    this.peer.addTransceiver("video");
    this.sendTracks(...ends.tracks());
  }

  get state(): RTCPeerConnectionState {
    return this.peer.connectionState;
  }

  receive(step: Step): void {
    void this.negotiation.receive(step);
  }

  /** Put tracks on the lines; null sends nothing there. */
  sendTracks(sound: MediaStreamTrack | null, picture: MediaStreamTrack | null): void {
    for (const line of this.peer.getTransceivers()) {
      const track = line.receiver.track.kind === "audio" ? sound : picture;
      // Lines that the other side made would only receive.
      if (line.direction === "recvonly") line.direction = "sendrecv";
      if (line.sender.track !== track) line.sender.replaceTrack(track).catch(() => undefined);
    }
  }

  /** Look for another way to the other side, with servers whose password is fresh. */
  restart(ice: readonly IceServer[]): void {
    this.peer.setConfiguration({ iceServers: ice.map((server) => ({ ...server })) });
    this.peer.restartIce();
  }

  close(): void {
    this.peer.onconnectionstatechange = null;
    this.peer.ontrack = null;
    this.peer.close();
  }
}
