import { describe, expect, it } from "vitest";

import { bytes, text } from "../src/accounts/passkeys";
import { auditWords, browserName } from "../src/accounts/words";
import { refusalOf } from "../src/api/refusal";
import type { AuditEntry } from "../src/api/types";

describe("the name of a browser", () => {
  it.each([
    [
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0",
      "Edge on Windows",
    ],
    ["Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0", "Firefox on Linux"],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
      "Safari on iPhone",
    ],
    ["curl/8.5.0", "curl/8.5.0"],
    ["", "Unknown browser"],
  ])("is read from what it says of itself: %s", (agent, name) => {
    expect(browserName(agent)).toBe(name);
  });
});

describe("bytes of a passkey", () => {
  it.each([0, 1, 2, 3, 250])("survive the way there and back: %i", (length) => {
    const random = Uint8Array.from({ length }, (_, index) => (index * 37 + 251) % 256);
    const there = text(random.buffer);
    expect(there).toMatch(/^[\w-]*$/);
    expect([...bytes(there)]).toEqual([...random]);
  });
});

describe("an audit line", () => {
  const entry = { id: 1, at: "", actor: "Carol", subject: "Bob", role: "administrator" };

  it("says what was done to whom", () => {
    expect(auditWords({ ...entry, act: "role_changed" } as AuditEntry)).toBe(
      "Made Bob administrator",
    );
  });

  it("names nobody who is gone", () => {
    expect(auditWords({ ...entry, act: "deactivated", subject: "" } as AuditEntry)).toBe(
      "Closed the account of somebody who is gone",
    );
  });
});

describe("a refusal by allauth", () => {
  it("has the first code, and messages by field", () => {
    const errors = [
      { code: "password_too_short", message: "Too short.", param: "password" },
      { code: "password_entirely_numeric", message: "Only digits.", param: "password" },
    ];
    const refusal = refusalOf(400, { status: 400, errors });
    expect([refusal.code, refusal.fields]).toEqual([
      "password_too_short",
      { password: "Too short." },
    ]);
  });
});
