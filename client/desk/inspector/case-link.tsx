// A case that a fence or a zone stands on: its id, which leads to it, and what the place means to it.
import { AREA_TYPE_TERMS, PLACE_ROLE_TERMS } from '#shared/terms/codes.ts';
import type { Language } from '#shared/terms/term.ts';
import { term } from '#shared/terms.ts';
import { useView } from '../../store/view-store.ts';

export function CaseLink({ id }: { readonly id: string }) {
  const { select, fly } = useView();
  return (
    <button
      type="button"
      className="value-link"
      onClick={() => {
        select({ layer: 'cases', id });
        fly({ layer: 'cases', id });
      }}
    >
      {id}
    </button>
  );
}

/** @param place of an evidence: `home`, or the type of an area */
export const placeWord = (place: string, language: Language): string =>
  place === 'home' ? term(PLACE_ROLE_TERMS, 'residence', language) : term(AREA_TYPE_TERMS, place, language);
