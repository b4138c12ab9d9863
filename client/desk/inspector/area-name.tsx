// An area by its name, wherever it is known: in the copy, or asked for where it is too fine for it. It leads there.
import { situation } from '../../connection/browser-connection.ts';
import { usePreferences } from '../../store/preferences-store.ts';
import { useView } from '../../store/view-store.ts';
import { nameOf } from '../../ui/entity-words.ts';
import { AreaLink } from './area-link.tsx';

export function AreaName({ id }: { readonly id: string }) {
  const language = usePreferences((state) => state.language);
  const select = useView((state) => state.select);
  if (situation.copy.get('areas', id) === undefined) return <AreaLink id={id} />;
  return (
    <button type="button" className="value-link" onClick={() => select({ layer: 'areas', id })}>
      {nameOf(situation.copy, 'areas', id, language)}
    </button>
  );
}
