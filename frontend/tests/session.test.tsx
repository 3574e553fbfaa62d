import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

const { respond } = vi.hoisted(() => {
  const respond = { status: 200, body: {} as unknown };
  // The client of the interface takes both when it is made: before any test could replace them.
  class AnyRequest extends Request {
    constructor(url: string, init?: RequestInit) {
      super(new URL(url, "http://localhost"), init);
    }
  }
  vi.stubGlobal("Request", AnyRequest);
  vi.stubGlobal("fetch", (asked: unknown) => {
    const status = asked === "/_allauth/browser/v1/auth/login" ? 200 : respond.status;
    return Promise.resolve(new Response(JSON.stringify(respond.body), { status }));
  });
  return { respond };
});

import { RequireSignIn } from "../src/accounts/RequireSignIn";
import { SignInPage } from "../src/accounts/SignInPage";
import { listConsultations } from "../src/api/consultations";
import { readParticipation } from "../src/api/participation";
import { me, sessionEnded, signIn, signOut } from "../src/api/session";
import type { Me } from "../src/api/types";
import { TestPage } from "./page";

const alice = { id: 1, name: "Alice", role: "counsellor" } as Me;
const ignore = () => undefined;

beforeEach(() => {
  document.cookie = "csrftoken=t";
  me.value = alice;
  sessionEnded.value = false;
  respond.status = 401;
  respond.body = { detail: "…", code: "not_authenticated" };
});

describe("a session that has ended", () => {
  let page: TestPage | undefined;
  afterEach(() => page?.close());

  it("is noticed by whatever asks next, and leads to the sign-in page and back", async () => {
    history.pushState(null, "", "/consultations/7");
    page = new TestPage(<RequireSignIn>the room</RequireSignIn>);
    expect(page.text).toBe("the room");
    await listConsultations("open").catch(ignore);
    await vi.waitFor(() => expect(location.pathname).toBe("/sign-in"));
    expect(new URLSearchParams(location.search).get("next")).toBe("/consultations/7");
    expect(page.text).toBe("");
  });

  it("is explained on the sign-in page", async () => {
    await listConsultations("open").catch(ignore);
    page = new TestPage(<SignInPage />);
    expect(page.text).toMatch(/session has ended/);
  });

  it("is not explained to who signed out, or has not been in yet", async () => {
    await signOut();
    expect(sessionEnded.value).toBe(false);
    await listConsultations("open").catch(ignore);
    expect(sessionEnded.value).toBe(false);
  });
});

describe("an account without a practice", () => {
  it("is told so, in the server's words", async () => {
    respond.status = 403;
    respond.body = { detail: "Your account belongs to no practice.", code: "no_practice" };
    await expect(signIn("root@example.org", "secret")).rejects.toThrow("belongs to no practice");
    expect(me.value).toBeNull();
  });
});

describe("a client's 401", () => {
  it("says that this browser has not joined, and signs nobody out", async () => {
    await readParticipation("erin").catch(ignore);
    expect(me.value).toBe(alice);
  });
});
