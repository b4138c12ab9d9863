// Sounds once for each new alarm. A browser that nobody has touched may forbid it: then the wall says that it is mute.
import { useEffect, useRef, useState } from 'react';

const TONES = [880, 660]; // hertz, one after the other
const EACH = 0.35; // seconds
const LOUD = 0.25;

function sound(context: AudioContext): void {
  const volume = context.createGain();
  volume.gain.value = LOUD;
  volume.connect(context.destination);
  for (const [place, hertz] of TONES.entries()) {
    const tone = context.createOscillator();
    tone.frequency.value = hertz;
    tone.connect(volume);
    tone.start(context.currentTime + place * EACH);
    tone.stop(context.currentTime + (place + 1) * EACH);
  }
}

/**
 * @param keys alarms that nobody has acknowledged
 * @returns whether this browser forbade the sound
 */
export function useAlarmSound(keys: readonly string[]): boolean {
  const heard = useRef(new Set<string>());
  const context = useRef<AudioContext>(undefined);
  const [isMute, setMute] = useState(false);
  const all = keys.join();
  useEffect(() => {
    const now = all === '' ? [] : all.split(',');
    const isNew = now.some((key) => !heard.current.has(key));
    // One that ended and is raised again is a new one.
    heard.current = new Set(now);
    if (!isNew) return;
    context.current ??= new AudioContext();
    const { current } = context;
    current
      .resume()
      .then(() => {
        setMute(false);
        sound(current);
      })
      .catch(() => setMute(true));
    // Without a gesture the promise stays open for ever.
    if (current.state === 'suspended') setMute(true);
  }, [all]);
  return isMute;
}
