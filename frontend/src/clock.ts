/** Quartz runs away by at most so many milliseconds a millisecond: an old message is trusted less. */
const DRIFT = 1e-4;

/**
 * The server's time, whatever this machine's own clock says.
 *
 * A message that names its moment of sending arrives later than that, never earlier: of all
 * differences seen, the one with the least delay is nearest to the truth, and the estimate lags
 * behind the server by that delay. It is counted on the browser's monotonic time, so that neither
 * a clock that is set nor a machine that slept leaves it wrong for longer than one message.
 */
export class ServerClock {
  private best: { ahead: number; heardAt: number } | null = null;

  constructor(
    private readonly ticks: () => number = () => performance.now(),
    private readonly own: () => number = () => Date.now(),
  ) {}

  /** Take a moment (Unix ms) that the server named in a message which has just arrived. */
  hear(named: number): void {
    const heardAt = this.ticks();
    const ahead = named - heardAt;
    if (this.best === null || ahead >= this.trusted(heardAt)) this.best = { ahead, heardAt };
  }

  /** The present moment in whole Unix ms; by the own clock as long as the server named none. */
  now(): number {
    const at = this.ticks();
    return Math.floor(this.best === null ? this.own() : at + this.trusted(at));
  }

  private trusted(at: number): number {
    return this.best === null ? -Infinity : this.best.ahead - DRIFT * (at - this.best.heardAt);
  }
}

/** The one clock of the counsellor's pages: fed by the socket's messages, read by everybody. */
export const serverClock = new ServerClock();
