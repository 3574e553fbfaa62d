import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

interface Answer {
  status: number;
  body: unknown;
}

const { answers, asked, outliving, SWALLOWED } = vi.hoisted(() => {
  const SWALLOWED: Answer = { status: 0, body: "swallowed by the network" };
  const answers: Record<string, Answer> = {};
  const asked: string[] = [];
  const outliving: string[] = [];
  // The client of the interface takes both when it is made: before any test could replace them.
  class AnyRequest extends Request {
    constructor(url: string, init?: RequestInit) {
      super(new URL(url, "http://localhost"), init);
    }
  }
  vi.stubGlobal("Request", AnyRequest);
  vi.stubGlobal("fetch", (request: Request | string, init?: RequestInit) => {
    const path = typeof request === "string" ? request : new URL(request.url).pathname;
    asked.push(path);
    if (init?.keepalive) outliving.push(`${init.method ?? "GET"} ${path}`);
    if (answers[path] === SWALLOWED)
      return new Promise((_, reject) => {
        init?.signal?.addEventListener("abort", () => reject(new DOMException("", "AbortError")));
      });
    const { status, body } = answers[path] ?? answers.any ?? { status: 500, body: {} };
    return Promise.resolve(new Response(JSON.stringify(body), { status }));
  });
  return { answers, asked, outliving, SWALLOWED };
});

import { RequireSignIn } from "../src/accounts/RequireSignIn";
import { SignInForm } from "../src/accounts/SignInForm";
import { listConsultations } from "../src/api/consultations";
import { readParticipation } from "../src/api/participation";
import { me, onSignedInAgain, retriedAfterSignIn, sessionEnded, signOut } from "../src/api/session";
import { signIn } from "../src/api/signIn";
import type { Me } from "../src/api/types";
import { TestPage } from "./page";

const LOGIN = "/_allauth/browser/v1/auth/login";
const CODE = "/_allauth/browser/v1/auth/2fa/authenticate";
const ME = "/api/v1/me/";
const alice = { id: 1, email: "alice@example.org", name: "Alice", role: "counsellor" } as Me;
const ignore = () => undefined;
const signedOut = { status: 401, body: { detail: "…", code: "not_authenticated" } };
const done = { status: 200, body: {} };

let page: TestPage | undefined;
beforeEach(() => {
  document.cookie = "csrftoken=t";
  me.value = alice;
  sessionEnded.value = false;
  for (const path of Object.keys(answers)) Reflect.deleteProperty(answers, path);
  asked.length = 0;
  outliving.length = 0;
  answers.any = signedOut;
});
afterEach(() => {
  page?.close();
  page = undefined;
});

function type(name: string, value: string): void {
  const field = page?.place.querySelector<HTMLInputElement>(`input[name="${name}"]`);
  if (!field) throw new Error(`no field ${name} in: ${page?.text ?? ""}`);
  field.value = value;
}

async function submit(): Promise<void> {
  await act(async () => {
    page?.place.querySelector("form")?.requestSubmit();
    await new Promise((resolve) => setTimeout(resolve));
  });
}

describe("a session that ends under somebody at work", () => {
  beforeEach(() => {
    history.pushState(null, "", "/consultations/7");
    page = new TestPage(
      <RequireSignIn>
        <textarea />
      </RequireSignIn>,
    );
  });
  const words = () => page?.place.querySelector("textarea")?.value;

  it("keeps the page and what they were writing, and asks to sign in over it", async () => {
    const field = page?.place.querySelector("textarea");
    if (field) field.value = "half a note";
    await act(() => listConsultations({ state: "open" }).then(ignore, ignore));
    expect(page?.text).toMatch(/Sign in again to go on/);
    expect([words(), location.pathname]).toEqual(["half a note", "/consultations/7"]);
    answers[LOGIN] = done;
    answers[ME] = { status: 200, body: alice };
    type("password", "secret");
    await submit();
    expect(page?.text).not.toMatch(/Sign in again/);
    expect(words()).toBe("half a note");
  });

  it("can be left for the sign-in page", async () => {
    await act(() => listConsultations({ state: "open" }).then(ignore, ignore));
    await page?.press("Leave this page");
    await vi.waitFor(() => expect(location.pathname).toBe("/sign-in"));
  });

  it("asks nobody who signed out themselves", async () => {
    await act(() => signOut());
    await listConsultations({ state: "open" }).catch(ignore);
    expect(sessionEnded.value).toBe(false);
  });

  it("outlives the page that is closed at once", async () => {
    await act(() => signOut());
    expect(outliving).toEqual(["DELETE /_allauth/browser/v1/auth/session"]);
  });
});

it("who has to sign in first comes to the list as the link narrowed it", () => {
  me.value = null;
  history.pushState(null, "", "/review?kind=service&by=week");
  page = new TestPage(<RequireSignIn>…</RequireSignIn>);
  const next = new URLSearchParams(location.search).get("next");
  expect([location.pathname, next]).toEqual(["/sign-in", "/review?kind=service&by=week"]);
});

describe("what the end of a session interrupted", () => {
  it("is done once more after signing in again", async () => {
    const kept = retriedAfterSignIn(() => listConsultations({ state: "open" }));
    await vi.waitFor(() => expect(sessionEnded.value).toBe(true));
    const heard = vi.fn();
    const stop = onSignedInAgain(heard);
    answers[LOGIN] = done;
    answers[ME] = { status: 200, body: alice };
    answers["/api/v1/consultations/"] = { status: 200, body: { next: null, results: [] } };
    await signIn("alice@example.org", "secret");
    await expect(kept).resolves.toEqual({ next: null, results: [] });
    expect(heard).toHaveBeenCalledTimes(1);
    stop();
  });

  it("fails where they leave instead", async () => {
    const lost = retriedAfterSignIn(() => listConsultations({ state: "open" }));
    await vi.waitFor(() => expect(sessionEnded.value).toBe(true));
    await signOut();
    await expect(lost).rejects.toMatchObject({ status: 401 });
  });

  it("is not repeated for any other refusal", async () => {
    answers.any = { status: 409, body: { detail: "…", code: "wrong_state" } };
    await expect(
      retriedAfterSignIn(() => listConsultations({ state: "open" })),
    ).rejects.toMatchObject({
      code: "wrong_state",
    });
    expect(asked).toHaveLength(1);
  });
});

describe("signing in", () => {
  beforeEach(() => {
    me.value = null;
    page = new TestPage(<SignInForm />);
    type("email", "alice@example.org");
    type("password", "secret");
  });
  const refused = (code: string) => ({ status: 400, body: { errors: [{ code, message: code }] } });

  it("says that email or password is wrong, and not which", async () => {
    answers[LOGIN] = refused("email_password_mismatch");
    await submit();
    expect(page?.announced).toMatch(/email or the password is not right/);
  });

  it("says until when it is locked", async () => {
    answers[LOGIN] = { status: 429, body: { code: "locked_out", retry_after: 600 } };
    await submit();
    expect(page?.announced).toMatch(/Try again at \d\d:\d\d/);
  });

  it("asks for the second factor, and takes the code with spaces", async () => {
    const flows = [{ id: "mfa_authenticate", is_pending: true, types: ["totp"] }];
    answers[LOGIN] = { status: 401, body: { data: { flows }, meta: {} } };
    await submit();
    expect(page?.text).toMatch(/One more step/);
    answers[CODE] = refused("incorrect_code");
    type("code", "123 456");
    await submit();
    expect(page?.announced).toMatch(/code is not right/);
    answers[CODE] = done;
    answers[ME] = { status: 200, body: alice };
    await submit();
    expect(me.value).toEqual(alice);
  });

  it("tells an account without a practice so, in the server's words", async () => {
    answers[LOGIN] = done;
    answers[ME] = { status: 403, body: { detail: "Belongs to no practice.", code: "no_practice" } };
    await submit();
    expect(page?.announced).toMatch(/Belongs to no practice/);
    expect(me.value).toBeNull();
  });
});

describe("a client's 401", () => {
  it("says that this browser has not joined, and signs nobody out", async () => {
    await readParticipation("erin").catch(ignore);
    expect([me.value, sessionEnded.value]).toEqual([alice, false]);
  });
});

describe("a question that the network swallows", () => {
  afterEach(() => vi.useRealTimers());

  it("is given up, so that it can be asked again", async () => {
    vi.useFakeTimers();
    answers["/api/v1/participations/erin/"] = SWALLOWED;
    const given = vi.fn();
    readParticipation("erin").catch(given);
    await vi.advanceTimersByTimeAsync(19_000);
    expect(given).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(2000);
    expect(given).toHaveBeenCalledWith(expect.objectContaining({ code: "unreachable" }));
  });
});
