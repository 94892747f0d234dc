import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

/** Without state outside their functions, so that files share a process and load what they import once. */
const pure = ['shared/**/*.test.ts', 'renderer/**/*.test.ts']
/** They leave nothing behind in their process either: without loading the engine anew each takes 0.4 s of processor time less. */
const together = ['electron/{api,engine,hosts,http}/**/*.test.ts']
/** A profile is one of the whole process. */
const whole = 'electron/http/debug.test.ts'
const apart = ['electron/{runner,spawner}/**/*.test.ts', whole, 'scripts/**/*.test.ts', 'e2e/**/*.test.ts']
const bySpawner = ['child', 'stdin', 'stop', 'output', 'limits', 'log-limit', 'escape', 'sampler', 'kept'].map(
  (name) => `electron/runner/${name}.test.ts`,
)

export default defineConfig({
  define: { __VERSION__: JSON.stringify('0.0.0-test') },
  test: {
    testTimeout: 20_000,
    // How slow the machine may be, and not how long it takes: a second, the default, is too little for a busy one.
    expect: { poll: { timeout: 10_000 } },
    globalSetup: ['scripts/build-native.ts'],
    // Tests start the runner hundreds of times from its TypeScript, which Node then compiles only once.
    env: { NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') },
    pool: 'forks',
    // One more than processors of the smallest machine: many tests wait for processes.
    maxWorkers: 3,
    projects: [
      { extends: true, test: { name: 'pure', include: pure, isolate: false } },
      {
        extends: true,
        test: { name: 'together', include: together, exclude: [whole], isolate: false, restoreMocks: true, unstubEnvs: true },
      },
      { extends: true, test: { name: 'apart', include: apart, exclude: ['electron/runner/kept.test.ts'] } },
      // What holds for children of the runner holds for those of the spawner.
      { extends: true, test: { name: 'spawner', include: bySpawner, env: { LOCALFLOW_TEST_SPAWNER: '1' } } },
    ],
  },
})
