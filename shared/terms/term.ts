// A term is one code in the words of both languages; a table is complete by type for the codes we own.
export type Language = 'zh' | 'en';
export type Term = { readonly [L in Language]: string };
/** Every code of a closed set; a forgotten one does not compile. */
export type Terms<Code extends string> = { readonly [C in Code]: Term };
/** Codes that sources or policies may add to: what is not listed is shown as it was sent. */
export type OpenTerms = { readonly [code: string]: Term };

export const t = (zh: string, en: string): Term => ({ zh, en });
