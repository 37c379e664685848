/** Two soft tones, a falling third: heard beside a telephone call and frightening nobody. */
const TONES = [
  { hertz: 784, at: 0 },
  { hertz: 659, at: 0.22 },
] as const;
const LOUDNESS = 0.08;

/** Says that somebody has come. A browser that makes no sound before a gesture stays silent; the title tells it too. */
export function chime(): void {
  const context = new AudioContext();
  if (context.state !== 'running') {
    context.close().catch(reportError);
    return;
  }
  for (const { hertz, at } of TONES) {
    const start = context.currentTime + at;
    const gain = context.createGain();
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(LOUDNESS, start + 0.03);
    gain.gain.exponentialRampToValueAtTime(0.0001, start + 0.7);
    const tone = context.createOscillator();
    tone.frequency.value = hertz;
    tone.connect(gain).connect(context.destination);
    tone.start(start);
    tone.stop(start + 0.7);
  }
  setTimeout(() => {
    context.close().catch(reportError);
  }, 1500);
}
