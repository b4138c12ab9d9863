// How many cases wait for somebody to say where they are, counted in the copy that the screen holds.
import { useMemo } from 'react';
import { isUnsettled } from '#shared/domain/address/unsettled.ts';
import { situation } from '../../connection/browser-connection.ts';
import { useVersion } from '../../store/hooks.ts';

export function useUnsettled(): { readonly total: number; readonly notOnMap: number } {
  const version = useVersion('cases');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the copy is read again whenever its version moves
  return useMemo(() => {
    let total = 0;
    let notOnMap = 0;
    for (const one of situation.copy.all('cases').values()) {
      if (!isUnsettled(one)) continue;
      total += 1;
      if (one.position === undefined) notOnMap += 1;
    }
    return { total, notOnMap };
  }, [version]);
}
