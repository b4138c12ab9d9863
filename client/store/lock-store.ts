// Whether the field's phone is open, for what must not run behind a locked screen.
import { create } from 'zustand';

export const useLock = create<{ readonly isOpen: boolean }>(() => ({ isOpen: false }));
