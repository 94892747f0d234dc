import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { findChromium } from './chromium.ts'
import { withOwnHome } from './own-home.ts'

/** All that proves LocalFlow. The last line is the plain count. */
type Count = { passed: number; failed: number; skipped: number }

const shell = process.platform === 'win32'
const run = (file: string, args: string[], env: Record<string, string> = {}): boolean =>
  spawnSync(file, args, { stdio: 'inherit', shell, env: { ...process.env, ...env } }).status === 0

/** What a step says it ran; a step that ended badly without saying which test failed counts as one that did. */
function counted(ok: boolean, read: () => Count): Count {
  try {
    const count = read()
    return ok || count.failed > 0 ? count : { ...count, failed: 1 }
  } catch {
    return { passed: 0, failed: 1, skipped: 0 }
  }
}

const json = (path: string): never => JSON.parse(readFileSync(path, 'utf8')) as never

rmSync('test-results', { recursive: true, force: true })
mkdirSync('test-results')

const chromium = findChromium()
const checked = run('node', ['scripts/check.ts'])
const built = run('electron-vite', ['build', '--logLevel', 'error'])
// It takes three minutes in which nothing happens: these go by beside all other tests.
const idle = built ? once(spawn('node', ['scripts/idle.ts'], { stdio: 'inherit', shell }), 'exit') : null
const reporters = ['--reporter=default', '--reporter=json', '--outputFile.json=test-results/unit.json']
const unit = withOwnHome((home) => run('vitest', ['run', ...reporters], home))
// Read now: Playwright empties the folder.
const units = counted(unit, () => {
  const found = json('test-results/unit.json') as Record<string, number>
  const { numPassedTests, numFailedTests, numFailedTestSuites, numPendingTests, numTodoTests } = found
  return {
    passed: numPassedTests ?? 0,
    failed: (numFailedTests ?? 0) || (unit ? 0 : (numFailedTestSuites ?? 1)),
    skipped: (numPendingTests ?? 0) + (numTodoTests ?? 0),
  }
})
const e2e = built && withOwnHome((home) => run('playwright', ['test'], { ...home, PLAYWRIGHT_CHROMIUM: chromium }))

const stayedHealthy = (await idle)?.[0] === 0
const one = (ok: boolean): Count => ({ passed: Number(ok), failed: Number(!ok), skipped: 0 })
const counts: Count[] = [
  one(checked),
  one(built),
  one(stayedHealthy),
  units,
  counted(e2e, () => {
    const { stats } = json('test-results/e2e.json') as { stats: Record<'expected' | 'unexpected' | 'flaky' | 'skipped', number> }
    return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped }
  }),
]
const sum = (of: keyof Count): number => counts.reduce((total, count) => total + count[of], 0)
process.stdout.write(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped\n`)
process.exit(sum('failed') === 0 ? 0 : 1)
