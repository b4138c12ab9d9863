/** What stands on one line or goes to the next one whole: a date and its time, “top 9 of 14”. */
export const unbroken = (text: string): string => text.replaceAll(' ', '\u00a0');
