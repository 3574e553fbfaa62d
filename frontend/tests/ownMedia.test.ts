import { beforeEach, describe, expect, it } from "vitest";

import { Camera } from "../src/camera/camera";
import { OwnMedia } from "../src/rtc/ownMedia";
import { FakeDevices, FakeTrack, settled } from "./devices";

let devices: FakeDevices;
let media: OwnMedia;
const screen = () => new FakeTrack("video");
beforeEach(() => {
  devices = FakeDevices.install();
  media = new OwnMedia(new Camera());
});

describe("the own devices", () => {
  it("are asked for one after the other", async () => {
    void media.open(true);
    expect(devices.questions).toHaveLength(1);
    devices.asked.refuse("NotAllowedError");
    await settled();
    expect(devices.questions).toHaveLength(2);
    expect(devices.asked.wanted.audio).toBeTruthy();
  });

  it("stay off where the call was left before the first answer", async () => {
    void media.open(true);
    media.close();
    const late = new FakeTrack("video");
    devices.asked.allow(late);
    await settled();
    expect(late.readyState).toBe("ended");
    expect(devices.questions).toHaveLength(1);
  });
});

describe("the screen", () => {
  it("is sent until its sharing is stopped, here or in the browser", async () => {
    const given = screen();
    void media.share();
    devices.asked.allow(given);
    await settled();
    expect(media.media.value).toMatchObject({ video: true, screen: true });
    given.isUnplugged();
    expect(media.media.value.screen).toBe(false);
  });

  it("chosen after the call was left is shown to nobody", async () => {
    const late = screen();
    void media.share();
    media.close();
    devices.asked.allow(late);
    await settled();
    expect(late.readyState).toBe("ended");
    expect(media.screen.value).toBeNull();
  });

  it("chosen anew takes the place of the one before", async () => {
    const [first, second] = [screen(), screen()];
    void media.share();
    devices.asked.allow(first);
    await settled();
    void media.share();
    devices.asked.allow(second);
    await settled();
    expect(first.readyState).toBe("ended");
    first.isUnplugged();
    expect(media.screen.value).toBe(second);
  });
});
