import { beforeEach, describe, expect, it } from "vitest";

import { Follower } from "../src/camera/follower";
import type { Cut } from "../src/camera/region";
import type { Answer } from "../src/wire";

const CAMERA = { width: 640, height: 480 };
const FACE = [0.4, 0.4, 0.125, 0.2];

/** A camera of two frames a second whose answers come 100 ms after their frames. */
class Filming {
  readonly follower = new Follower();
  now = 0;
  seq = 0;
  camera = CAMERA;

  /** Take the next frame; it is answered only where `answer` says so. */
  frame(answer?: Partial<Answer>): Cut | null {
    this.now += 500;
    const cut = this.follower.next(this.now, this.camera, 320);
    this.follower.left(++this.seq, cut, this.now);
    if (answer) this.answer(this.seq, answer);
    return cut;
  }

  answer(seq: number, answer: Partial<Answer>): void {
    this.follower.answered({ type: "answer", seq, status: "no_face", ...answer }, this.now + 100);
  }
}

const at = (box: number[]): Partial<Answer> => ({ status: "reading", box });

describe("the follower of a face", () => {
  let film: Filming;
  beforeEach(() => {
    film = new Filming();
  });

  it("begins with the whole picture, and goes on with the part around the face", () => {
    expect(film.frame(at(FACE))).toBeNull();
    expect(film.frame(at(FACE))).toEqual({ left: 200, top: 144, side: 192, sent: 192 });
  });

  it("stays with the whole picture while there is no face", () => {
    for (let n = 0; n < 10; n++) expect(film.frame({ status: "no_face" })).toBeNull();
  });

  it("goes with a face that moves", () => {
    film.frame(at(FACE));
    film.frame(at([0.45, 0.38, 0.125, 0.2]));
    expect(film.frame()?.left).toBe(232);
  });

  it("shows the whole picture every four seconds, whatever it follows", () => {
    film.frame(at(FACE));
    const wholes = Array.from({ length: 24 }, () => film.frame(at(FACE))).map((cut) => !cut);
    expect(wholes.filter(Boolean)).toHaveLength(3);
    expect(wholes.indexOf(true)).toBe(7);
  });

  it("looks at the whole picture for a while when a region has lost the face", () => {
    film.frame(at(FACE));
    expect(film.frame({ status: "no_face" })).not.toBeNull();
    expect(film.frame({ status: "no_face" })).toBeNull();
    expect(film.frame(at(FACE))).toBeNull();
    expect(film.frame(at(FACE))).toBeNull();
    expect(film.frame(at(FACE))).not.toBeNull();
  });

  it("does not give up a face that only the regions show", () => {
    film.frame(at(FACE));
    for (let n = 0; n < 30; n++) {
      const cut = film.frame();
      film.answer(film.seq, cut ? at(FACE) : { status: "no_face" });
      if (!cut) expect(film.frame(at(FACE))).not.toBeNull();
    }
  });

  it("follows nobody while there are several", () => {
    film.frame(at(FACE));
    film.frame({ status: "many_faces" });
    for (let n = 0; n < 6; n++) expect(film.frame({ status: "many_faces" })).toBeNull();
  });

  it("lets go when the whole picture shows a second person, whom the regions did not", () => {
    film.frame(at(FACE));
    const inView = { alone: at(FACE), both: { status: "many_faces" } as const };
    for (let n = 0; n < 7; n++) expect(film.frame(inView.alone)).not.toBeNull();
    expect(film.frame(inView.both)).toBeNull();
    expect(film.frame(inView.both)).toBeNull();
    expect(film.frame(inView.alone)).toBeNull();
    expect(film.frame()).not.toBeNull();
  });

  it("goes back to the whole picture when the face reaches the region's edge", () => {
    film.frame(at(FACE));
    film.frame(at([0.27, 0.4, 0.125, 0.2]));
    expect(film.frame()).toBeNull();
  });

  it("goes back to the whole picture when part of the face is cut off", () => {
    film.frame(at(FACE));
    film.frame({ status: "poor_quality", reason: "face_cut_off", box: FACE });
    expect(film.frame()).toBeNull();
    expect(
      film.frame({ status: "poor_quality", reason: "face_cut_off", box: [-0.1, 0, 0.2, 0.3] }),
    ).toBeNull();
    film.now += 2000;
    expect(film.frame()).toBeNull();
  });

  it("brings a face nearer that is too small to be read in the whole picture", () => {
    const box = [0.4, 0.4, 0.07, 0.09];
    film.frame({ status: "poor_quality", reason: "face_too_small", box });
    expect(film.frame()?.side).toBe(96);
  });

  it("forgets a face that it has not heard of for three seconds", () => {
    film.frame(at(FACE));
    expect(film.frame()).not.toBeNull();
    film.now += 2600;
    expect(film.frame()).toBeNull();
  });

  it("takes no notice of an answer that comes after a newer one", () => {
    film.frame();
    film.frame(at(FACE));
    film.answer(1, at([0.1, 0.1, 0.125, 0.2]));
    expect(film.frame()?.left).toBe(200);
  });

  it("takes a late answer for as old as its frame is", () => {
    film.frame();
    film.now += 3000;
    film.answer(1, at(FACE));
    expect(film.frame()).toBeNull();
  });

  it("takes no notice of answers to frames that it did not send", () => {
    film.answer(7, at(FACE));
    expect(film.frame()).toBeNull();
  });

  it("begins anew when the picture changes its shape, as a phone's does when it is turned", () => {
    film.frame(at(FACE));
    film.frame();
    film.camera = { width: 480, height: 640 };
    expect(film.frame()).toBeNull();
    // The answer to a frame of the old shape tells no place in the new one.
    film.answer(2, at(FACE));
    expect(film.frame()).toBeNull();
    film.answer(3, at(FACE));
    expect(film.frame()).not.toBeNull();
  });

  it("begins anew with a new connection, whose numbers begin at 1 again", () => {
    film.frame(at(FACE));
    film.frame(at(FACE));
    film.follower.reset();
    film.seq = 0;
    expect(film.frame(at(FACE))).toBeNull();
    expect(film.frame()).not.toBeNull();
  });
});
