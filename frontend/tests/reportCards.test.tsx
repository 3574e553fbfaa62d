import { act } from "preact/test-utils";
import { afterEach, describe, expect, it, vi } from "vitest";

import type {
  ModelCard,
  ReportData,
  ReportParticipant,
  Satisfaction,
  Trend,
} from "../src/api/types";
import { CannotTell } from "../src/report/CannotTell";
import { EarlierCard } from "../src/report/EarlierCard";
import { ModelExcerpt } from "../src/report/ModelExcerpt";
import { lineWords } from "../src/report/reportCurve";
import { SynchronyCard } from "../src/report/SynchronyCard";
import { TurningPoints } from "../src/report/TurningPoints";
import { Headline } from "../src/review/Headline";
import { settled } from "./devices";
import { TestPage } from "./page";

const evaluation = { classes: [], calibration_error: 0.02, calibration_error_labels: 0.03 };
vi.mock(import("../src/api/reports"), async (original) => ({
  ...(await original()),
  readModels: () => Promise.resolve([{ version: "net-1", evaluation } as unknown as ModelCard]),
}));

let page: TestPage;
afterEach(() => page.close());

describe("turning points", () => {
  const said = (turning_points: ReportParticipant["turning_points"]) => {
    page = new TestPage(<TurningPoints person={{ turning_points }} startedAt={0} />);
    return page.text;
  };

  it("are called none only where there was enough to find them in", () => {
    expect(said([])).toContain("No lasting change");
    page.close();
    expect(said(null)).toContain("Insufficient data: too few readings to tell.");
  });
});

describe("the line of a report", () => {
  it("is called what it is made of", () => {
    expect(lineWords({ series_of: "readings" })).toContain("smoothed; the band is its interval");
    expect(lineWords({ series_of: "ten_seconds" })).toContain("ten-second means");
  });
});

describe("smiles together", () => {
  it.each([
    ["seconds", "under three minutes"],
    ["unchanging", "never changed"],
    ["chance", "tell it from chance"],
  ] as const)("say why they are withheld: %s", (synchrony_withheld, said) => {
    page = new TestPage(
      <SynchronyCard data={{ synchrony: null, synchrony_withheld } as ReportData} />,
    );
    expect(page.text).toContain(said);
  });
});

describe("what the report cannot tell", () => {
  const said = (data: Partial<ReportData>) => {
    page = new TestPage(<CannotTell data={{ model_version: "net-1", ...data } as ReportData} />);
    return page.text;
  };

  it("holds that fear and sadness were not weighted", () => {
    expect(said({ recall: null, threshold: 0.4 })).toContain("how often the model net-1 finds");
  });

  it("says nothing of it where they were, or where nobody knows", () => {
    expect(said({ recall: { fear: 0.5 }, threshold: 0.4 })).not.toContain("count in full");
    page.close();
    expect(said({ recall: null, threshold: null })).not.toContain("count in full");
  });
});

describe("how often the model errs", () => {
  it.each([
    ["net-1", "is off by 2"],
    ["net-1+haar", "is off by 2"],
    ["net-0", "the model net-0, whose figures are not held here"],
    ["net-0, net-1", "whose figures are not held here"],
  ])("is told of the model behind a report, whatever found its faces: %s", async (name, words) => {
    page = new TestPage(<ModelExcerpt data={{ model_version: name } as ReportData} />);
    await act(settled);
    expect(page.text).toContain(words);
  });
});

describe("a report beside earlier consultations", () => {
  const point = {
    index: null,
    withheld: "coverage",
    change: null,
    comparable: false,
    markers: 0,
    rating: null,
  };
  const trend = (count: number) =>
    ({
      points: Array.from({ length: count }, (_, day) => ({ ...point, at: day, consultation: day })),
      compared: 0,
      model: "",
      earlier: [],
      needed: 5,
      trend: null,
      change: null,
    }) as unknown as Trend;

  it("says what the report itself holds, and nothing for the first one", () => {
    page = new TestPage(<EarlierCard consultation={{ client: "c" }} earlier={trend(2)} />);
    expect(page.text).toContain("A trend is shown from 5 comparable consultations on; so far 0.");
    page.close();
    page = new TestPage(<EarlierCard consultation={{ client: "c" }} earlier={trend(1)} />);
    expect(page.text).toBe("");
  });
});

describe("a headline of fewer than five", () => {
  it("counts nobody", () => {
    const found = { csat: 3, srs: 3, asked: 3, answered: 3, held: 3, least_group: 5, commented: 0 };
    page = new TestPage(<Headline found={found as Satisfaction} filters={{}} />);
    expect(page.text).not.toContain("0 gave 4 or 5");
    expect(page.text).not.toContain("0 consultations");
    expect(page.text).toContain("fewer than 5 (3 so far)");
    expect(page.text).toContain("Show 4 and 5");
  });
});
