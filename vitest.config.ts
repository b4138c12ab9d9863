// Tests run from the repository's root: Vitest would otherwise take the client's root from vite.config.ts and miss
// everything under shared/ and server/.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['shared/**/*.test.{ts,tsx}', 'server/**/*.test.ts', 'client/**/*.test.{ts,tsx}'] },
});
