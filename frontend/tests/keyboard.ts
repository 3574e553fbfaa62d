import { act } from "preact/test-utils";

/** Type into a field as somebody does: the words come with an event. */
export async function typeInto(field: HTMLInputElement, words: string): Promise<void> {
  await act(() => {
    field.value = words;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  });
}

/** Press a key; whether the page left it to the browser. */
export function pressKey(
  code: string,
  on: EventTarget = document.body,
  more: KeyboardEventInit = {},
): boolean {
  let left = false;
  const event = new KeyboardEvent("keydown", { code, bubbles: true, cancelable: true, ...more });
  void act(() => {
    left = on.dispatchEvent(event);
  });
  return left;
}
