import { act } from "preact/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { Trouble } from "../src/design/Trouble";
import { useOlder } from "../src/design/useOlder";
import { useRead } from "../src/design/useRead";
import { settled } from "./devices";
import { TestPage } from "./page";

/** Questions that a test answers when it likes. */
const answers: ((answer: string | null) => void)[] = [];
const read = vi.fn(
  () =>
    new Promise<string>((resolve, reject) => {
      answers.push((answer) => (answer === null ? reject(new Error()) : resolve(answer)));
    }),
);
const answer = (number: number, words: string | null) =>
  act(async () => {
    answers[number]?.(words);
    await settled();
  });

function Reader() {
  const { found, error, reload } = useRead(read);
  if (error) return <Trouble onRetry={() => void reload()} />;
  return (
    <button type="button" onClick={() => void reload()}>
      {found ?? "Loading"}
    </button>
  );
}

let page: TestPage;
beforeEach(() => {
  answers.length = 0;
  read.mockClear();
  page = new TestPage(<Reader />);
});
afterEach(() => page.close());

describe("what a page reads", () => {
  it("is not replaced by an answer that a later question overtook", async () => {
    await page.press("Loading");
    await answer(1, "new");
    await answer(0, "old");
    expect(page.text).toBe("new");
  });

  it("says what failed until there is an answer, and leaves the focus on its button", async () => {
    await answer(0, null);
    const button = page.button("Try again");
    button.focus();
    await page.press("Try again");
    expect(document.activeElement).toBe(button);
    await answer(1, "found");
    expect(page.text).toBe("found");
  });
});

describe("a list that is read on", () => {
  const first = [{ id: 9 }, { id: 8 }];
  const readOn = vi.fn((before: number) => Promise.resolve([{ id: before - 1 }]));
  function List() {
    const { entries, more } = useOlder(first, 2, readOn);
    return (
      <>
        {entries.map(({ id }) => (
          <i key={id}>{id} </i>
        ))}
        {more}
      </>
    );
  }

  it("is read on once, however often its button is pressed meanwhile", async () => {
    page.close();
    page = new TestPage(<List />);
    await act(async () => {
      const button = page.button("Show more");
      button.click();
      button.click();
      await settled();
    });
    expect(readOn).toHaveBeenCalledExactlyOnceWith(8);
    expect(page.text).toBe("9 8 7 ");
  });
});
