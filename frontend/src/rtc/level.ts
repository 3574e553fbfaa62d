const LOOK_EVERY = 120;

/** Tell how loud a microphone is, 0..1, several times a second. Returns what stops it. */
export function watchLevel(stream: MediaStream, tell: (level: number) => void): () => void {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    tell(levelOf(samples));
  }, LOOK_EVERY);
  return () => {
    clearInterval(timer);
    void context.close();
  };
}

/** Loudness of samples in -1..1 as 0..1: -60 dB and below is 0, full scale is 1. */
export function levelOf(samples: Float32Array): number {
  const power = samples.reduce((sum, one) => sum + one * one, 0) / Math.max(1, samples.length);
  if (power === 0) return 0;
  return Math.min(1, Math.max(0, 1 + (10 * Math.log10(power)) / 60));
}
