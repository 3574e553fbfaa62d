/** A WebSocket in the hands of a test: it plays the server. */
export class FakeSocket {
  static readonly OPEN = 1;
  static made: FakeSocket[] = [];

  readyState = 0;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  readonly sent: ArrayBuffer[] = [];
  /** What was sent as JSON. */
  readonly said: { type: string; [field: string]: unknown }[] = [];

  constructor(
    readonly address: URL,
    readonly protocols: string[],
  ) {
    FakeSocket.made.push(this);
  }

  /** The newest connection. Throws when there is none. */
  static last(): FakeSocket {
    const last = FakeSocket.made.at(-1);
    if (!last) throw new Error("nobody has connected");
    return last;
  }

  send(data: ArrayBuffer | string): void {
    if (typeof data === "string") this.said.push(JSON.parse(data) as { type: string });
    else this.sent.push(data);
  }

  close(): void {
    this.readyState = 3;
  }

  /** The server says something; its first words let the connection in. */
  says(message: object): void {
    this.readyState = FakeSocket.OPEN;
    this.onmessage?.({ data: JSON.stringify(message) });
  }

  /** The server closes, as it does it: first in words, then by the frame. */
  closes(code: number, reason = ""): void {
    if (code >= 4000) this.says({ type: "closed", code, reason });
    this.readyState = 3;
    this.onclose?.({ code });
  }
}
