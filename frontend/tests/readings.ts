import type { Reading } from "../src/wire";

/** A reading of half a second, as the server would send it. */
export function reading(id: number, other: Partial<Reading> = {}): Reading {
  return {
    type: "reading",
    id,
    participant: "erin",
    stream: "stream-1",
    position: id,
    seq: id,
    captured_at: 1000 + id * 500,
    received_at: 1010 + id * 500,
    status: "reading",
    reason: "",
    box: [0.3, 0.2, 0.3, 0.4],
    probabilities: [0, 0, 0, 1, 0, 0, 0],
    label: "happiness",
    valence: 0.8,
    ...other,
  };
}
