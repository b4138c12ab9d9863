// Whether a key belongs to a field somebody writes in, and is no shortcut.
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('input:not([type=checkbox], [type=radio], [type=range]), textarea, select') !== null;
