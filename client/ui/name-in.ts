// A name in the reader's language, where the source gave one in it; else the name it has.
import type { Language } from '#shared/terms/term.ts';

export type Named = { readonly name?: string; readonly nameEn?: string };

export const nameIn = ({ name, nameEn }: Named, language: Language): string | undefined =>
  language === 'en' ? (nameEn ?? name) : name;
