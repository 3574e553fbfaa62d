import { signal } from "@preact/signals";

import { devicesOffered } from "../camera/device";
import { recall, remember } from "../memory";

const REMEMBERED = "consult.speaker";

/** Where the other side is heard; the empty id is the system's own choice. */
export const speaker = signal(recall("browser", REMEMBERED) ?? "");
export const speakers = signal<MediaDeviceInfo[]>([]);

/** Not every browser lets a page choose. */
export const speakerOffered = "setSinkId" in HTMLMediaElement.prototype;

export function chooseSpeaker(deviceId: string): void {
  remember("browser", REMEMBERED, deviceId);
  speaker.value = deviceId;
}

export async function listSpeakers(): Promise<void> {
  if (!speakerOffered || !devicesOffered()) return;
  const all = await navigator.mediaDevices.enumerateDevices().catch(() => []);
  speakers.value = all.filter(({ kind }) => kind === "audiooutput");
}
