// The database of what a phone keeps to be looked at, apart from the reports: it goes when the session goes, they never do.
export const KEPT_DATABASE = 'cordon-field-kept';
