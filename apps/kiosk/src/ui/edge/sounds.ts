/** Says words in Japanese when the machine has a Japanese voice; a booth without one stays silent and shows the words. */
export function speak(words: string): void {
  if (!('speechSynthesis' in window)) return;
  const voice = speechSynthesis.getVoices().find(({ lang, localService }) => lang.startsWith('ja') && localService);
  if (voice === undefined) return;
  const utterance = new SpeechSynthesisUtterance(words);
  utterance.voice = voice;
  utterance.lang = voice.lang;
  utterance.rate = 0.9;
  speechSynthesis.cancel();
  speechSynthesis.speak(utterance);
}

export function hush(): void {
  if ('speechSynthesis' in window) speechSynthesis.cancel();
}

/** Two notes, as at a counter's bell, so that somebody in the room looks up. */
export function ringBell(): void {
  const context = new AudioContext();
  const start = context.currentTime + 0.02;
  [880, 659].forEach((frequency, i) => {
    const note = context.createOscillator();
    const loudness = context.createGain();
    note.frequency.value = frequency;
    loudness.gain.setValueAtTime(0.0001, start + i * 0.45);
    loudness.gain.exponentialRampToValueAtTime(0.35, start + i * 0.45 + 0.02);
    loudness.gain.exponentialRampToValueAtTime(0.0001, start + i * 0.45 + 1.1);
    note.connect(loudness).connect(context.destination);
    note.start(start + i * 0.45);
    note.stop(start + i * 0.45 + 1.2);
    if (i === 1) {
      note.onended = () => {
        context.close().catch(() => undefined);
      };
    }
  });
}
