import { effect, signal, untracked } from "@preact/signals";

import * as counsellors from "../api/consultations";
import * as clients from "../api/participation";
import { ownCamera } from "../camera/ownCamera";
import type { Role } from "../wire";
import { Call } from "./call";
import { Chat } from "./chat";
import { OwnMedia } from "./ownMedia";

interface Wish {
  camera: boolean;
  muted: boolean;
}

/** One page's call with its devices and its chat, and what is remembered of it over a reload. */
export class CallSession {
  readonly media = new OwnMedia(ownCamera);
  readonly call: Call;
  readonly chat: Chat;
  readonly joined = signal(false);
  private readonly memory: string;
  private stopWatching: () => void = () => undefined;

  constructor(
    readonly role: Role,
    id: string,
  ) {
    const client = role === "client";
    this.memory = `consult.call.${id}`;
    this.chat = new Chat({
      own: role,
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

  /** What this page's last visit was like: it left a call going on, or null. */
  get remembered(): Wish | null {
    try {
      return JSON.parse(sessionStorage.getItem(this.memory) ?? "null") as Wish | null;
    } catch {
      return null;
    }
  }

  /** Take part. Devices open meanwhile: the call need not wait for an answer about them. */
  join(wish: Wish = { camera: true, muted: false }): void {
    if (this.joined.value) return;
    this.joined.value = true;
    this.media.microphone.mute(wish.muted);
    void this.media.open(wish.camera);
    this.remember(wish);
    this.call.join();
    this.chat.start();
    this.stopWatching = effect(() => {
      if (this.call.state.value === "ended") untracked(() => this.quit());
    });
  }

  mute(muted: boolean): void {
    this.media.microphone.mute(muted);
    this.noteWish();
  }

  async turnCamera(on: boolean): Promise<void> {
    if (on) await this.media.camera.open();
    else this.media.camera.close();
    this.noteWish();
  }

  /** Leave on purpose; the devices go off. */
  leave(): void {
    this.call.leave();
    this.quit();
    this.remember(null);
  }

  /** Also where another page took the place, or the consultation is over. */
  private quit(): void {
    this.stopWatching();
    this.joined.value = false;
    this.chat.stop();
    this.media.close();
  }

  /** The page goes away; a reload finds its way back. */
  close(): void {
    const wish = this.remembered;
    if (this.joined.value) this.leave();
    else this.media.close();
    this.remember(wish);
  }

  private noteWish(): void {
    if (!this.joined.value) return;
    const camera = ["live", "asking"].includes(this.media.camera.state.value.name);
    this.remember({ camera, muted: this.media.microphone.muted.value });
  }

  private remember(wish: Wish | null): void {
    try {
      if (wish) sessionStorage.setItem(this.memory, JSON.stringify(wish));
      else sessionStorage.removeItem(this.memory);
    } catch {
      // Storage may be forbidden: then a reload asks once more.
    }
  }
}
