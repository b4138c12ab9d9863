// A name or an address in the reader's language, where the source gave one in it; else the one it has.
import type { Language } from '#shared/terms/term.ts';

export type Named = { readonly name?: string; readonly nameEn?: string };

export const nameIn = ({ name, nameEn }: Named, language: Language): string | undefined =>
  language === 'en' ? (nameEn ?? name) : name;

export type Addressed = { readonly address?: string; readonly addressEn?: string };

export const addressIn = ({ address, addressEn }: Addressed, language: Language): string | undefined =>
  language === 'en' ? (addressEn ?? address) : address;

export type Charged = { readonly unit?: string | null; readonly unitEn?: string | null };

/** Who answers for it; undefined where nobody is registered. */
export const unitIn = ({ unit, unitEn }: Charged, language: Language): string | undefined =>
  (language === 'en' ? (unitEn ?? unit) : unit) ?? undefined;
