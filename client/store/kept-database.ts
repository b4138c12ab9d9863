// The databases of a phone. One is of what it keeps to be looked at, apart from the reports: it goes when the session goes, they never do.
export const KEPT_DATABASE = 'cordon-field-kept';
/** The reports and the vaults. */
export const RECORDS_DATABASE = 'cordon-field';

export type Contact = { readonly vault: string; readonly at: number };
