import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  define: { __VERSION__: JSON.stringify('0.0.0-test') },
  test: {
    include: [
      'shared/**/*.test.ts',
      'electron/**/*.test.ts',
      'renderer/**/*.test.ts',
      'scripts/**/*.test.ts',
      'e2e/**/*.test.ts',
    ],
    testTimeout: 20_000,
    // Tests start the runner hundreds of times from its TypeScript, which Node then compiles only once.
    env: { NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') },
    pool: 'forks',
    maxWorkers: 2,
  },
})
