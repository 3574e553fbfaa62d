/** Timers of a hidden tab are slowed to one a second or less; those of a worker are not. */
self.onmessage = (message: MessageEvent<{ id: number; ms: number }>) => {
  const { id, ms } = message.data;
  setTimeout(() => self.postMessage(id), ms);
};
