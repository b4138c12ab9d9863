// What this machine remembers for its reader between visits. Storage may be switched off by policy: a screen opens all the same.

export function recall(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // nothing to do: it holds until the page closes
  }
}
