// Steps through the past at a pace, as the server keeps up: the next moment is wished for only once the last one is shown.
import { useEffect, useRef } from 'react';

/**
 * @param isOn false: it rests
 * @param shown what is shown now; each new one starts the wait for the next step
 * @param every milliseconds a moment stands before the next
 */
export function usePace(isOn: boolean, shown: string | undefined, every: number, step: () => void): void {
  const next = useRef(step);
  next.current = step;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another moment shown is what sets it going again
  useEffect(() => {
    if (!isOn) return;
    const timer = setTimeout(() => next.current(), every);
    return () => clearTimeout(timer);
  }, [isOn, shown, every]);
}
