import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";

/**
 * Where drawing a place anew takes away what has the focus, as a button that did its work, the
 * focus stays: on the place, which must be able to have it, or where `to` says.
 */
export function useFocusWithin(
  place: RefObject<HTMLElement>,
  to = (): HTMLElement | null => place.current,
): void {
  // Asked while the page is as it was before this drawing.
  const held = place.current?.contains(document.activeElement) ?? false;
  useLayoutEffect(() => {
    if (held && document.activeElement === document.body) to()?.focus({ preventScroll: true });
  });
}
