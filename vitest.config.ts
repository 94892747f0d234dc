import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

/** The tested code keeps no global state, so the files share a process and load their imports once. */
const pure = ['shared/**/*.test.ts', 'renderer/**/*.test.ts']
/** These also share a process: each file that does not load the engine again saves 0.4 s of processor time. */
const together = ['electron/{api,engine,hosts,http}/**/*.test.ts']
/** Profiles the whole process, so it runs alone. */
const whole = 'electron/http/debug.test.ts'
const apart = ['electron/{runner,spawner}/**/*.test.ts', whole, 'scripts/**/*.test.ts', 'e2e/**/*.test.ts']
const bySpawner = ['child', 'stdin', 'stop', 'output', 'limits', 'log-limit', 'escape', 'sampler', 'kept'].map(
  (name) => `electron/runner/${name}.test.ts`,
)

export default defineConfig({
  define: { __VERSION__: JSON.stringify('0.0.0-test') },
  test: {
    testTimeout: 20_000,
    // The default of one second is too short on a busy machine.
    expect: { poll: { timeout: 10_000 } },
    globalSetup: ['scripts/build-native.ts'],
    // Tests start the runner hundreds of times from its TypeScript, which Node then compiles only once.
    env: { NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') },
    pool: 'forks',
    // One more than the smallest machine has processors, because many tests wait for child processes.
    maxWorkers: 3,
    projects: [
      { extends: true, test: { name: 'pure', include: pure, isolate: false } },
      {
        extends: true,
        test: { name: 'together', include: together, exclude: [whole], isolate: false, restoreMocks: true, unstubEnvs: true },
      },
      { extends: true, test: { name: 'apart', include: apart, exclude: ['electron/runner/kept.test.ts'] } },
      // The same tests again, with children started by the spawner.
      { extends: true, test: { name: 'spawner', include: bySpawner, env: { LOCALFLOW_TEST_SPAWNER: '1' } } },
    ],
  },
})
