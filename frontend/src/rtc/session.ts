import { effect, type Signal, signal, untracked } from "@preact/signals";

import * as counsellors from "../api/consultations";
import * as clients from "../api/participation";
import { ownCamera } from "../camera/ownCamera";
import type { Role } from "../wire";
import { Call } from "./call";
import { Chat } from "./chat";
import { OwnMedia } from "./ownMedia";
import { FIRST_WISH, keepWish, recallWish, type Wish } from "./wish";

/** One page's call with its devices and its chat, and what is remembered of it over a reload. */
export class CallSession {
  readonly media = new OwnMedia(ownCamera);
  readonly call: Call;
  readonly chat: Chat;
  readonly joined = signal(false);
  readonly wish: Signal<Wish>;
  /** The own camera is shown before the call has begun. */
  private previewing = false;
  private stopWatching: () => void = () => undefined;

  constructor(
    readonly role: Role,
    private readonly id: string,
  ) {
    const client = role === "client";
    this.wish = signal(recallWish(id) ?? FIRST_WISH);
    this.chat = new Chat({
      own: role,
      place: `consult.seen.${role}.${id}`,
      read: (after) =>
        client ? clients.readOwnMessages(id, after) : counsellors.readMessages(id, after),
      write: (key, text) =>
        client ? clients.writeOwnMessage(id, key, text) : counsellors.writeMessage(id, key, text),
    });
    this.call = new Call({
      who: role,
      ticket: (signal) =>
        client ? clients.ownCallTicket(id, signal) : counsellors.callTicket(id, signal),
      media: this.media,
      onChat: (last) => this.chat.hear(last),
    });
  }

  /** Take part, as was wished last. Devices open meanwhile: the call need not wait for them. */
  join(): void {
    if (this.joined.value) return;
    this.joined.value = true;
    this.want({ stand: "in" });
    const { camera, muted } = this.wish.value;
    this.media.microphone.mute(muted);
    void this.media.open(camera);
    this.call.join();
    this.chat.start();
    window.addEventListener("pagehide", this.goAway);
    this.stopWatching = effect(() => {
      if (this.call.state.value === "ended") untracked(() => this.quit());
    });
  }

  /** Show the own camera while the call has not begun, as far as this tab was told how. */
  preview(): void {
    this.previewing = true;
    if (recallWish(this.id) === null || !this.wish.value.camera) return;
    if (this.media.camera.state.value.name === "off") void this.media.camera.open();
  }

  /** A look into the mirror before the call, where the browser has no question to ask for it. */
  async mirror(): Promise<void> {
    this.previewing = true;
    const { camera } = this.media;
    if ((await camera.mayOpen()) && this.wantsMirror()) await camera.open();
  }

  /** Not joined meanwhile, nor gone, nor switched off. */
  private wantsMirror(): boolean {
    const closed = this.media.camera.state.value.name === "off";
    return closed && this.previewing && !this.joined.value && this.wish.value.camera;
  }

  /** The place before the call goes away; a call goes on. */
  putMirrorAway(): void {
    if (this.joined.value) return;
    this.previewing = false;
    this.media.camera.close();
  }

  mute(muted: boolean): void {
    this.want({ muted });
    this.media.microphone.mute(muted);
  }

  async turnCamera(on: boolean): Promise<void> {
    this.want({ camera: on });
    if (!on) this.media.camera.close();
    else if (this.joined.value || this.previewing) await this.media.camera.open();
  }

  /** Another camera, which goes on with it. */
  chooseCamera(deviceId: string): void {
    this.want({ camera: true });
    void this.media.camera.choose(deviceId);
  }

  /** Leave on purpose; the devices go off. */
  leave(): void {
    this.call.leave();
    this.quit();
    this.want({ stand: "left" });
  }

  /** The place in the page goes away; coming back leads into the call again. */
  close(): void {
    if (this.joined.value) this.call.leave();
    this.quit();
  }

  /** Also where another page took the place, or the consultation is over. */
  private quit(): void {
    window.removeEventListener("pagehide", this.goAway);
    this.stopWatching();
    this.joined.value = false;
    this.previewing = false;
    this.chat.stop();
    this.media.close();
  }

  /** The whole page goes: the other side need not find it out by the silence. */
  private readonly goAway = (): void => {
    this.close();
    // A browser may keep the page as it is and show it again.
    window.addEventListener("pageshow", () => this.join(), { once: true });
  };

  private want(change: Partial<Wish>): void {
    this.wish.value = { ...this.wish.value, ...change };
    keepWish(this.id, this.wish.value);
  }
}
