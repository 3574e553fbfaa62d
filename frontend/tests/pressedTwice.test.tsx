import { act } from "preact/test-utils";
import { afterEach, expect, it, vi } from "vitest";

import * as clients from "../src/api/clients";
import * as consultations from "../src/api/consultations";
import * as practice from "../src/api/practice";
import { Refusal } from "../src/api/refusal";
import * as review from "../src/api/review";
import * as signIn from "../src/api/signIn";
import type { Consultation } from "../src/api/types";
import WelcomePage from "../src/accounts/WelcomePage";
import { WithdrawDialog } from "../src/call/WithdrawDialog";
import { ClientDialog } from "../src/clients/ClientDialog";
import { InviteLink } from "../src/links/InviteLink";
import { SavedViews } from "../src/review/SavedViews";
import { settled } from "./devices";
import { TestPage } from "./page";

vi.mock("../src/api/clients");
vi.mock("../src/api/consultations");
vi.mock("../src/api/practice");
vi.mock("../src/api/review");
vi.mock("../src/api/signIn");

let page: TestPage;
afterEach(() => {
  page.close();
  vi.resetAllMocks();
});
const field = (name: string) => page.place.querySelector(`[name=${name}]`) as HTMLInputElement;
const press = (words: string) =>
  act(async () => {
    page.button(words).click();
    await settled();
  });

it("a consent is withdrawn once, however often the button is pressed meanwhile", async () => {
  const withdraw = vi.fn(() => new Promise<boolean>(() => undefined));
  const [held, allowedHere] = [{ value: false }, { value: true }];
  const part = { held, allowedHere, withdraw, participation: { value: null } };
  page = new TestPage(<WithdrawDialog part={part as never} onClose={vi.fn()} />);
  await press("Withdraw and keep them");
  await press("Withdraw and keep them");
  expect(withdraw).toHaveBeenCalledExactlyOnceWith(false);
});

it("a client's file is made once, however often it is saved meanwhile", async () => {
  vi.mocked(clients.makeClient).mockReturnValue(new Promise(() => undefined));
  page = new TestPage(<ClientDialog client={null} onSaved={vi.fn()} onClose={vi.fn()} />);
  field("name").value = "Erin";
  await press("Save");
  await press("Save");
  expect(clients.makeClient).toHaveBeenCalledOnce();
});

it("a new link is made once: a second one would end the first", async () => {
  vi.mocked(consultations.changeConsultation).mockReturnValue(new Promise(() => undefined));
  const expired = { invite_url: "https://host/join/1", invite_expires_at: "2026-01-01T00:00Z" };
  page = new TestPage(<InviteLink consultation={expired as Consultation} onChange={vi.fn()} />);
  await press("New link");
  await press("New link");
  expect(consultations.changeConsultation).toHaveBeenCalledOnce();
});

it("an invitation is taken up once, also where only the signing in failed", async () => {
  const welcome = { email: "carol@example.org", practice: "North", invited_by: "Dan" };
  vi.mocked(practice.readWelcome).mockResolvedValue({ ...welcome, role: "counsellor" } as never);
  vi.mocked(practice.takeUpInvitation).mockResolvedValue();
  vi.mocked(signIn.signIn).mockRejectedValueOnce(new Refusal(0, "unreachable", ""));
  page = new TestPage(<WelcomePage />);
  await act(settled);
  field("name").value = "Carol";
  field("password").value = "a long password";
  await press("Begin");
  expect(page.announced).toContain("cannot be reached");
  await press("Begin");
  expect(practice.takeUpInvitation).toHaveBeenCalledOnce();
  expect(signIn.signIn).toHaveBeenCalledTimes(2);
});

it("a view that could not be deleted is there again, and said to be", async () => {
  vi.mocked(review.readViews).mockResolvedValue([{ id: 1, name: "Low", filters: {} }] as never);
  vi.mocked(review.deleteView).mockRejectedValue(new Refusal(0, "unreachable", ""));
  page = new TestPage(<SavedViews filters={{}} onApply={vi.fn()} />);
  await act(settled);
  await act(async () => {
    page.place.querySelector<HTMLButtonElement>('[aria-label^="Delete"]')?.click();
    await settled();
  });
  expect(page.announced).toContain("The server cannot be reached");
  expect(page.text).toContain("Low");
});
