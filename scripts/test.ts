import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { findHeadless } from './chromium.ts'
import { type Duration, durationLines, playwrightDurations, timed, vitestDurations } from './durations.ts'
import { expectedSkips } from './expected-skips.ts'
import { type Failure, failureLines, playwrightFailures, vitestFailures } from './failures.ts'
import { withOwnHome } from './own-home.ts'
import { judgeSkips, playwrightSkips, type Skip, skipLines, vitestSkips } from './skips.ts'
import { installTestPrograms } from './test-programs.ts'

/** All that proves LocalFlow. The last line is the plain count; a skip that is not expected counts as a failure. */
type Count = { passed: number; failed: number; failures: Failure[]; skips: Skip[]; tests: Duration[] }

const shell = process.platform === 'win32'
const run = (file: string, args: string[], env: Record<string, string> = {}): boolean =>
  spawnSync(file, args, { stdio: 'inherit', shell, env: { ...process.env, ...env } }).status === 0

/** What a step says it ran; a step that ended badly without saying which test failed counts as one that did. */
function counted(name: string, ok: boolean, read: () => Count): Count {
  try {
    const count = read()
    return ok || count.failed > 0 ? count : { ...count, failed: 1, failures: whole(name, false).failures }
  } catch {
    return whole(name, false)
  }
}

/** A step that counts as one test. */
const whole = (name: string, ok: boolean, message = 'See its output above.'): Count => ({
  passed: Number(ok),
  failed: Number(!ok),
  failures: ok ? [] : [{ name, message }],
  skips: [],
  tests: [],
})

/** A program beside the others, and what it wrote as errors. */
async function exec(file: string, args: string[]): Promise<{ ok: boolean; errors: string }> {
  const child = spawn(file, args, { stdio: ['inherit', 'inherit', 'pipe'], shell })
  const [errors, [code]] = await Promise.all([text(child.stderr), once(child, 'close')])
  process.stderr.write(errors)
  return { ok: code === 0, errors }
}

const json = (path: string): never => JSON.parse(readFileSync(path, 'utf8')) as never

rmSync('test-results', { recursive: true, force: true })
mkdirSync('test-results')

const stages: Duration[] = []
function stage(name: string, work: () => boolean): boolean {
  const { value, ms } = timed(work)
  stages.push({ name, ms })
  return value
}

const chromium = findHeadless()
installTestPrograms()
const checked = stage('check', () => run('node', ['scripts/check.ts']))
const built = stage(
  'build',
  () => run('node', ['scripts/build-native.ts']) && run('electron-vite', ['build', '--logLevel', 'error']),
)
// It takes three minutes in which nothing happens, so it runs during all other tests.
const idle = built ? exec('node', ['scripts/idle.ts']) : null
const reporters = ['--reporter=default', '--reporter=json', '--outputFile.json=test-results/unit.json']
const unit = stage('unit tests', () => withOwnHome((home) => run('vitest', ['run', ...reporters], home)))
// Read now: Playwright empties the folder.
const units = counted('unit tests', unit, () => {
  const report = json('test-results/unit.json') as Record<string, number>
  const { numPassedTests, numFailedTests, numFailedTestSuites } = report
  return {
    passed: numPassedTests ?? 0,
    failed: (numFailedTests ?? 0) || (unit ? 0 : (numFailedTestSuites ?? 1)),
    failures: vitestFailures(report as never),
    skips: vitestSkips(report as never),
    tests: vitestDurations(report as never),
  }
})
const e2e = stage(
  'end-to-end tests',
  () => built && withOwnHome((home) => run('playwright', ['test'], { ...home, PLAYWRIGHT_CHROMIUM: chromium })),
)

const idled = await idle
const counts: Count[] = [
  whole('check', checked),
  whole('build', built),
  whole('a server without requests stays healthy', idled?.ok === true, idled?.errors),
  units,
  counted('end-to-end tests', e2e, () => {
    const report = json('test-results/e2e.json') as { stats: Record<'expected' | 'unexpected' | 'flaky', number> }
    const { expected, unexpected, flaky } = report.stats
    return {
      passed: expected,
      failed: unexpected + flaky,
      failures: playwrightFailures(report as never),
      skips: playwrightSkips(report as never),
      tests: playwrightDurations(report as never),
    }
  }),
]
const skips = judgeSkips(
  counts.flatMap(({ skips }) => skips),
  expectedSkips,
)
const sum = (of: 'passed' | 'failed'): number => counts.reduce((total, count) => total + count[of], 0)
const failed = sum('failed') + skips.unexpected.length
const tests = counts.flatMap(({ tests }) => tests)
const failures = counts.flatMap((count) => count.failures)
for (const line of [...skipLines(skips), ...durationLines(stages, tests), ...failureLines(failures)])
  process.stdout.write(`${line}\n`)
process.stdout.write(`\n${sum('passed')} passed, ${failed} failed, ${skips.expected.length} skipped\n`)
process.exit(failed === 0 ? 0 : 1)
