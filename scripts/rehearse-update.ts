import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import Database from 'better-sqlite3'
import { engineOn, shell } from '../bench/engine.ts'
import type { Engine } from '../electron/engine/engine.ts'
import { buildIfStale } from './build-if-stale.ts'
import { previousRelease, unpackRelease } from './previous-release.ts'

/**
 * `npm run rehearse-update -- [--seconds N] [--commit C]`: a job that prints for so long is started by runner and spawner of an
 * earlier release; then the engine of this one takes over. The job must not notice, its log must have every byte once, and its
 * end must be recorded once.
 */
const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '600' }, commit: { type: 'string', default: previousRelease } },
})
const seconds = Number(values.seconds)
const folder = mkdtempSync(join(tmpdir(), 'localflow-update-'))
const [data, copy] = [join(folder, 'data'), join(folder, 'copy')]
const findings: string[] = []
const expect = (holds: boolean, finding: string): void => void (holds || findings.push(finding))

/** A note ends the half line before it. */
const notes = /(?:(?<=, )\n)?(?<=^|\n|, \n)\[LocalFlow\].*\n/g

/** Also half lines, for which the log waits. */
const printing = shell(
  `put() { printf "$@"; printf "$@" >> ${copy}; }
   end=$(($(date +%s) + ${seconds})); i=0
   while [ $(date +%s) -lt $end ]; do i=$((i+1)); put 'line %d, ' $i; sleep 0.05; put 'ready\\n'; done; exit 3`,
)
const start = async (engine: Engine, spec = printing): Promise<string> => (await engine.manual.exec(spec, undefined, 'api')).id
const attemptsOf = (engine: Engine, id: string) => engine.runs.detail(id).nodes[0]?.tries ?? []

async function until<T>(condition: () => T): Promise<NonNullable<T>> {
  for (;;) {
    const value = condition()
    if (value) return value
    await pause(20)
  }
}

const commandOf = (pid: number): string => readFileSync(`/proc/${pid}/cmdline`, 'utf8')

/** Started by the earlier release; its runner stands still while the second job ends, so that only its spawner knows of that. */
async function before(runnerScript: string, spawnerProgram: string) {
  const engine = await engineOn(data, 4, { runnerScript, spawnerProgram, version: '0.0.0' })
  await engine.ready()
  const spawner = engine.info().spawnerPid
  const long = await start(engine)
  const pid = await until(() => attemptsOf(engine, long)[0]?.pid)
  const short = await start(engine, shell('sleep 1; echo short; exit 4'))
  const shortPid = await until(() => attemptsOf(engine, short)[0]?.pid)
  const runner = Number(engine.info().runnerPid)
  expect(commandOf(runner).includes(runnerScript), 'the earlier runner did not start the jobs')
  process.kill(runner, 'SIGSTOP')
  engine.stop()
  await until(() => !isThere(shortPid))
  process.kill(runner, 'SIGCONT')
  return { spawner, long, pid, short }
}

function isThere(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
  } catch {
    return false
  }
}

async function after({ spawner, long, pid, short }: Awaited<ReturnType<typeof before>>): Promise<object> {
  const begin = performance.now()
  const engine = await engineOn(data, 4)
  await engine.ready()
  const handOverMs = Math.round(performance.now() - begin)
  const { runnerPid, spawnerPid } = engine.info()
  expect(commandOf(Number(runnerPid)).includes('out/main/runner.js'), 'the earlier runner was not replaced')
  expect(spawnerPid === spawner, 'the spawner was replaced')
  expect(isThere(pid), 'the job did not survive')
  await until(() => [long, short].every((id) => engine.runs.detail(id).endedAt !== null))
  for (const [id, code] of [
    [long, 3],
    [short, 4],
  ] as const)
    check(engine, id, code)
  expect(attemptsOf(engine, long)[0]?.pid === pid, 'the job was started again')
  const own = readFileSync(engine.logs.rawPath(long, null) ?? '', 'utf8').replaceAll(notes, '')
  expect(own === readFileSync(copy, 'utf8'), 'the log is not what the job wrote')
  engine.stop()
  expect(endsIn(join(data, 'localflow.db')) === '1,1', 'an end was not recorded once')
  return { handOverMs, logBytes: own.length }
}

function check(engine: Engine, id: string, code: number): void {
  const attempts = attemptsOf(engine, id)
  expect(attempts.length === 1 && attempts[0]?.exitCode === code, `outcomes: ${JSON.stringify(attempts)}`)
}

/** How often each run ended. */
function endsIn(path: string): string {
  const database = new Database(path, { readonly: true })
  const ends = `SELECT count(*) FROM event WHERE noun = 'run' AND type IN ('succeeded', 'failed') GROUP BY run`
  const counts = database.prepare(ends).pluck().all().join(',')
  database.close()
  return counts
}

buildIfStale()
const release = unpackRelease(values.commit, join(folder, 'release'))
if (!release) throw new Error('There is no C compiler.')
const facts = await after(await before(release.runner, release.spawner))
process.stdout.write(`${JSON.stringify({ from: values.commit, seconds, ...facts, findings })}\n`)
if (findings.length === 0) rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 })
else process.stderr.write(`The data is kept in ${folder}.\n`)
process.exitCode = findings.length === 0 ? 0 : 1
