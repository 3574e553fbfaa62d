import { Camera } from "./camera";

/**
 * The one camera of this page: the check before the call opens it, the call goes on with it, so
 * that the browser asks once.
 */
export const ownCamera = new Camera();
