import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import * as api from "../src/api/account";
import { Refusal } from "../src/api/refusal";
import { AppDialog } from "../src/accounts/AppDialog";
import { ChangedMind } from "../src/accounts/useAsking";
import { vouched, VouchingDialog } from "../src/accounts/Vouching";
import { settled } from "./devices";
import { typeInto } from "./keyboard";
import { TestPage } from "./page";

vi.mock("../src/api/account");

const unproved = () =>
  Promise.reject(new Refusal(401, "", "", {}, { meta: { is_authenticated: true } }));

let page: TestPage;
beforeEach(() => {
  page = new TestPage(<VouchingDialog passkey={false} />);
});
afterEach(() => {
  page.close();
  vi.resetAllMocks();
});

it("whoever leaves the page while they are asked for proof has given it up", async () => {
  const asked = vouched(unproved).catch((error: unknown) => error);
  await act(settled);
  expect(page.text).toContain("Is it you?");
  page.close();
  expect(await asked).toBeInstanceOf(ChangedMind);
  page = new TestPage(<VouchingDialog passkey={false} />);
  expect(page.text).toBe("");
});

it("a second question ends the first: nobody waits for ever", async () => {
  const first = vouched(unproved).catch((error: unknown) => error);
  await act(settled);
  const second = vouched(unproved).catch((error: unknown) => error);
  await act(settled);
  expect(await first).toBeInstanceOf(ChangedMind);
  await page.press("Cancel");
  expect(await second).toBeInstanceOf(ChangedMind);
});

it("the picture of a secret is asked for once, and its code may be pasted with spaces", async () => {
  vi.mocked(api.newAppSecret).mockResolvedValue("SECRET");
  vi.mocked(api.addApp).mockResolvedValue();
  page.close();
  let clock = 1000;
  vi.spyOn(Date, "now").mockImplementation(() => clock);
  const onAdded = vi.fn(() => Promise.resolve());
  page = new TestPage(<AppDialog onClose={() => undefined} onAdded={onAdded} />);
  await act(settled);
  const picture = () => page.place.querySelector("img")?.src;
  const before = picture();
  clock = 2000;
  await typeInto(page.place.querySelector("input[name=code]") as HTMLInputElement, " 123 456 ");
  await act(async () => {
    page.place.querySelector("form")?.requestSubmit();
    await settled();
  });
  expect(api.addApp).toHaveBeenCalledWith("123456");
  expect(picture()).toBe(before);
});
