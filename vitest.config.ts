import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

/** Without state outside their functions, so that files share a process and load what they import once. */
const pure = ['shared/**/*.test.ts', 'renderer/**/*.test.ts']
const apart = ['electron/**/*.test.ts', 'scripts/**/*.test.ts', 'e2e/**/*.test.ts']
const bySpawner = ['child', 'stdin', 'stop', 'output', 'limits', 'log-limit', 'escape', 'sampler', 'kept'].map(
  (name) => `electron/runner/${name}.test.ts`,
)

export default defineConfig({
  define: { __VERSION__: JSON.stringify('0.0.0-test') },
  test: {
    testTimeout: 20_000,
    globalSetup: ['scripts/build-native.ts'],
    // Tests start the runner hundreds of times from its TypeScript, which Node then compiles only once.
    env: { NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') },
    pool: 'forks',
    // One more than processors of the smallest machine: many tests wait for processes.
    maxWorkers: 3,
    projects: [
      { extends: true, test: { name: 'pure', include: pure, isolate: false } },
      { extends: true, test: { name: 'apart', include: apart, exclude: ['electron/runner/kept.test.ts'] } },
      // What holds for children of the runner holds for those of the spawner.
      { extends: true, test: { name: 'spawner', include: bySpawner, env: { LOCALFLOW_TEST_SPAWNER: '1' } } },
    ],
  },
})
