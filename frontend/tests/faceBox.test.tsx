import { render } from "preact";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { FaceBox } from "../src/camera/FaceBox";

describe("the frame around the face", () => {
  let root: HTMLElement;
  beforeEach(() => {
    root = document.createElement("div");
  });
  afterEach(() => render(null, root));

  function drawn(mirrored: boolean): CSSStyleDeclaration | undefined {
    const box = [0.1, 0.2, 0.25, 0.5];
    render(<FaceBox box={box} label="neutral" probabilities={null} mirrored={mirrored} />, root);
    return root.querySelector<HTMLElement>(".face-box")?.style;
  }

  it("lies where the box lies in the camera's whole picture", () => {
    expect([drawn(false)?.left, drawn(false)?.top]).toEqual(["10%", "20%"]);
  });

  it("is mirrored with the picture: boxes and regions are those of the camera", () => {
    expect([drawn(true)?.left, drawn(true)?.width]).toEqual(["65%", "25%"]);
  });
});
