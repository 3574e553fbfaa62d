import { render } from "preact";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { FaceBox } from "../src/camera/FaceBox";
import { percent } from "../src/words/numbers";

describe("the frame around the face", () => {
  let root: HTMLElement;
  beforeEach(() => {
    root = document.createElement("div");
  });
  afterEach(() => render(null, root));

  it("names a label with its probability, and none that is uncertain", () => {
    const probabilities = [0, 0, 0, 0.456, 0.1, 0.1, 0.344];
    const said = (label: string | null) => {
      render(<FaceBox box={[0, 0, 1, 1]} label={label} probabilities={probabilities} />, root);
      return root.querySelector(".face-label")?.textContent;
    };
    expect(said("happiness")).toBe(`Happiness · ${percent(0.456)}`);
    expect(said("uncertain")).toBe("Uncertain");
    expect(said(null)).toBe("Uncertain");
  });

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
