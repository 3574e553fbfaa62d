import { ownCamera } from "../camera/ownCamera";
import { FIRST_WISH, keepWish, recallWish } from "../rtc/wish";

/**
 * Whether this tab uses the camera where it is there for the analysis alone. Who came without one,
 * or switched it off, keeps it off over a reload.
 */
export function wantsCamera(participation: string): boolean {
  return (recallWish(participation) ?? FIRST_WISH).camera;
}

export async function turnCamera(participation: string, on: boolean): Promise<void> {
  keepWish(participation, { ...(recallWish(participation) ?? FIRST_WISH), camera: on });
  if (on) await ownCamera.open();
  else ownCamera.close();
}
