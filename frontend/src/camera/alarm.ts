/** A timer that keeps its time in a hidden tab, where the browser allows workers. */
export class Alarm {
  private worker: Worker | null = startWorker();
  private readonly waiting = new Map<number, () => void>();
  private last = 0;
  private stopped = false;

  constructor() {
    this.worker?.addEventListener("error", () => this.goOnWithoutWorker());
    this.worker?.addEventListener("message", (message: MessageEvent<number>) => {
      this.ring(message.data);
    });
  }

  after(ms: number): Promise<void> {
    // A stopped worker never answers: whoever asks late must not wait for ever.
    if (this.stopped) return Promise.resolve();
    const id = ++this.last;
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      if (this.worker) this.worker.postMessage({ id, ms });
      else setTimeout(() => this.ring(id), ms);
    });
  }

  /** Stop for good; whoever still waits is let go, so that loops can end. */
  stop(): void {
    this.stopped = true;
    this.worker?.terminate();
    for (const id of [...this.waiting.keys()]) this.ring(id);
  }

  /** The worker's file was not allowed or not found: the page's own timers must do. */
  private goOnWithoutWorker(): void {
    this.worker = null;
    for (const id of [...this.waiting.keys()]) this.ring(id);
  }

  private ring(id: number): void {
    this.waiting.get(id)?.();
    this.waiting.delete(id);
  }
}

function startWorker(): Worker | null {
  try {
    return new Worker(new URL("./alarm.worker.ts", import.meta.url), { type: "module" });
  } catch {
    return null;
  }
}
