import { type ComponentChild, render } from "preact";
import { act } from "preact/test-utils";

/** A component on a page of its own, as somebody would use it: by the words on it. */
export class TestPage {
  readonly place = document.createElement("div");

  constructor(content: ComponentChild) {
    document.body.append(this.place);
    // jsdom has dialogs, but cannot open one.
    Object.assign(HTMLDialogElement.prototype, {
      showModal(this: HTMLDialogElement) {
        this.open = true;
      },
      close(this: HTMLDialogElement) {
        this.open = false;
      },
    });
    // Nor does it lay anything out: no place ever changes its size.
    Object.assign(globalThis, { ResizeObserver: NothingChanges });
    void act(() => render(content, this.place));
  }

  /** Show something else in its place, as a page does that is drawn anew. */
  show(content: ComponentChild): void {
    void act(() => render(content, this.place));
  }

  get text(): string {
    return this.place.textContent;
  }

  /** The button with exactly these words. Throws when there is none. */
  button(words: string): HTMLButtonElement {
    const found = [...this.place.querySelectorAll("button")].find(
      (button) => button.textContent.trim() === words,
    );
    if (!found) throw new Error(`no button "${words}" in: ${this.text}`);
    return found;
  }

  async press(words: string): Promise<void> {
    await act(async () => {
      this.button(words).click();
      await Promise.resolve();
    });
  }

  /** What a screen reader is told by itself, of all live regions. */
  get announced(): string {
    return [...this.place.querySelectorAll('[role="status"], [role="alert"], [aria-live]')]
      .map((region) => region.textContent.trim())
      .filter(Boolean)
      .join(" | ");
  }

  close(): void {
    void act(() => render(null, this.place));
    this.place.remove();
  }
}

class NothingChanges {
  observe(): void {
    // Never called back.
  }
  disconnect(): void {
    // Nothing was observed.
  }
}
