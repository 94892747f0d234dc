import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { groupOf, killGroup } from '../../runner/testing.ts'
import type { Engine } from '../engine.ts'
import {
  command,
  isAlive,
  logOf,
  runToEnd,
  shell,
  startTestEngine,
  temporaryFolder,
  until,
  untilEnded,
  untilRun,
} from '../testing/engine.ts'

/** The runner starts programs itself: they end with it. */
const alone = { spawnerProgram: null }

/** The process of a run, once it has one; gone after the test, whatever happens. */
async function childOf(engine: Engine, id: string): Promise<number> {
  const pid = await until(() => engine.runs.detail(id).nodes[0]?.tries[0]?.pid)
  onTestFinished(() => killGroup(Number(pid)))
  return Number(pid)
}

function killRunner(engine: Engine): number {
  const pid = Number(engine.info().runnerPid)
  process.kill(pid, 'SIGKILL')
  return pid
}

/** A file that outlives everything, with a line for each time a script really started. */
function openLedger() {
  const path = join(temporaryFolder(), 'ledger')
  writeFileSync(path, '')
  return { add: `echo begun >> ${path}`, count: () => readFileSync(path, 'utf8').split('\n').length - 1 }
}

describe('when the runner is killed', () => {
  it('what it ran is lost, its process and grandchildren are dead, and the next run works', async () => {
    const engine = await startTestEngine(alone)
    const ledger = openLedger()
    const { id } = await engine.manual.exec(shell(`${ledger.add}; sleep 60 & sleep 60 & echo ready; wait`), undefined, 'api')
    const pid = await childOf(engine, id)
    const runnerPid = killRunner(engine)
    expect(await untilEnded(engine, id)).toMatchObject({
      status: 'failed',
      reason: 'lost',
      exitCode: null,
      error: expect.stringContaining('The supervisor of the run ended unexpectedly'),
    })
    await until(() => groupOf(pid).length === 0)
    expect(ledger.count()).toBe(1)
    expect(await runToEnd(engine, shell('echo again'))).toMatchObject({ status: 'succeeded' })
    expect(engine.info().runnerPid).not.toBe(runnerPid)
  })

  it('the engine is unwell until it has another', async () => {
    const engine = await startTestEngine()
    await engine.ready()
    expect(engine.health()).toEqual([])
    const before = killRunner(engine)
    await until(() => engine.health().includes('The runner is not connected. LocalFlow is starting another.'))
    await until(() => engine.health().length === 0)
    expect(engine.info().runnerPid).not.toBe(before)
  })

  it('outcomes from before that are kept', async () => {
    const engine = await startTestEngine(alone)
    const { id } = await engine.manual.exec(shell('sleep 60'), undefined, 'api')
    await childOf(engine, id)
    const ended = await runToEnd(engine, shell('exit 4'))
    killRunner(engine)
    await untilEnded(engine, id)
    expect(engine.runs.find(ended.id)).toMatchObject({ status: 'failed', reason: 'exit-code', exitCode: 4 })
  })

  it('a run that a person asked to stop counts as stopped', async () => {
    const engine = await startTestEngine(alone)
    const stubborn = shell(`trap '' TERM; echo ready; while :; do sleep 0.05; done`, { stop: { graceMs: 60_000 } })
    const { id } = await engine.manual.exec(stubborn, undefined, 'api')
    await childOf(engine, id)
    await engine.runs.cancel(id)
    killRunner(engine)
    expect(await untilEnded(engine, id)).toMatchObject({ status: 'cancelled', reason: 'stopped' })
  })
})

describe('when the engine was away', () => {
  it('and the files of a run are gone, the run still ends as it ends', async () => {
    const first = await startTestEngine()
    const [gate, envFile] = [join(first.dataFolder, 'gate'), join(first.dataFolder, 'job.env')]
    writeFileSync(envFile, 'A=1\n')
    const waiting = shell(`until [ -e ${gate} ]; do sleep 0.01; done; echo $A`, { envFile })
    const { id } = await first.manual.exec(waiting, undefined, 'api')
    await childOf(first, id)
    first.stop()
    rmSync(envFile)
    const second = await startTestEngine({ dataFolder: first.dataFolder })
    await second.ready()
    writeFileSync(gate, '')
    expect(await untilEnded(second, id)).toMatchObject({ status: 'succeeded', error: null })
    expect(await logOf(second, id)).toBe('[LocalFlow] recovered after LocalFlow was restarted\n1\n')
  })

  it('and the runner was killed after the run had ended, the journal tells how', async () => {
    const first = await startTestEngine()
    const ledger = openLedger()
    const gate = join(first.dataFolder, 'gate')
    const script = `${ledger.add}; until [ -e ${gate} ]; do sleep 0.01; done; echo done; exit 9`
    const { id } = await first.manual.exec(shell(script), undefined, 'api')
    const pid = await childOf(first, id)
    const runnerPid = Number(first.info().runnerPid)
    first.stop()
    writeFileSync(gate, '')
    await until(() => !isAlive(pid))
    await until(() => journalsOf(first.dataFolder).includes('"code":9'))
    try {
      process.kill(runnerPid, 'SIGKILL')
    } catch {}
    const second = await startTestEngine({ dataFolder: first.dataFolder })
    expect(await untilEnded(second, id)).toMatchObject({ status: 'failed', reason: 'exit-code', exitCode: 9 })
    expect(await logOf(second, id)).toBe('done\n')
    expect(ledger.count()).toBe(1)
  })

  it('because the power was cut, an attempt that no journal lists is lost, and not started again', async () => {
    const first = await startTestEngine(alone)
    const ledger = openLedger()
    const { id } = await first.manual.exec(shell(`${ledger.add}; sleep 60`), undefined, 'api')
    const pid = await childOf(first, id)
    const runnerPid = Number(first.info().runnerPid)
    first.stop()
    process.kill(runnerPid, 'SIGKILL')
    killGroup(pid)
    // A power cut takes the newest data.
    for (const path of journalPathsOf(first.dataFolder)) rmSync(path)
    const db = new Database(join(first.dataFolder, 'localflow.db'))
    db.prepare(`UPDATE setting SET value = '"another start"' WHERE key = 'lastBoot'`).run()
    db.close()
    const second = await startTestEngine({ ...alone, dataFolder: first.dataFolder })
    expect(await untilEnded(second, id)).toMatchObject({ status: 'failed', reason: 'lost' })
    expect(ledger.count()).toBe(1)
  })

  it('and the runner was killed before the run had ended, it is lost, dead, and not started again', async () => {
    const first = await startTestEngine(alone)
    const ledger = openLedger()
    const { id } = await first.manual.exec(shell(`${ledger.add}; sleep 60`), undefined, 'api')
    const pid = await childOf(first, id)
    const runnerPid = Number(first.info().runnerPid)
    first.stop()
    process.kill(runnerPid, 'SIGKILL')
    const second = await startTestEngine({ ...alone, dataFolder: first.dataFolder })
    expect(await untilEnded(second, id)).toMatchObject({ status: 'failed', reason: 'lost' })
    await until(() => !isAlive(pid))
    expect([ledger.count(), second.runs.detail(id).nodes[0]?.attempts]).toEqual([1, 1])
  })

  it('a run that no runner received is started, once', async () => {
    const first = await startTestEngine({ runnerScript: '/no/such/runner.js' })
    const ledger = openLedger()
    const { id } = await first.manual.exec(shell(ledger.add), undefined, 'api')
    await untilRun(first, id, ({ status }) => status === 'running')
    first.stop()
    const second = await startTestEngine({ dataFolder: first.dataFolder })
    expect(await untilEnded(second, id)).toMatchObject({ status: 'succeeded' })
    expect([ledger.count(), second.runs.detail(id).nodes[0]?.attempts]).toEqual([1, 1])
  })

  it('a wish to stop that reached no runner is kept and granted', async () => {
    const first = await startTestEngine({ runnerScript: '/no/such/runner.js' })
    const { id } = await first.manual.exec(command('sleep', '60'), undefined, 'api')
    await untilRun(first, id, ({ status }) => status === 'running')
    await first.runs.cancel(id)
    first.stop()
    const second = await startTestEngine({ dataFolder: first.dataFolder })
    expect(await untilEnded(second, id)).toMatchObject({ status: 'cancelled', reason: 'stopped' })
  })

  it('a stop goes on without it, and the next engine records it', async () => {
    const first = await startTestEngine()
    const stubborn = shell(`trap '' TERM; echo ready; while :; do sleep 0.05; done`, { stop: { graceMs: 300 } })
    const { id } = await first.manual.exec(stubborn, undefined, 'api')
    const pid = await childOf(first, id)
    await first.runs.cancel(id)
    first.stop()
    await until(() => !isAlive(pid))
    const second = await startTestEngine({ dataFolder: first.dataFolder })
    expect(await untilEnded(second, id)).toMatchObject({ status: 'cancelled', reason: 'stopped', signal: 'SIGKILL' })
    expect(second.runs.events(id).map(({ type }) => type)).toEqual(['queued', 'started', 'stop asked', 'cancelled'])
  })

  it('queued runs stay queued, and run in their order', async () => {
    const first = await startTestEngine({ runnerScript: '/no/such/runner.js', parallel: 1 })
    const ledger = join(first.dataFolder, 'order')
    const runs = await Promise.all([1, 2, 3, 4].map((n) => first.manual.exec(shell(`echo ${n} >> ${ledger}`), undefined, 'api')))
    first.stop()
    const second = await startTestEngine({ dataFolder: first.dataFolder, parallel: 1 })
    for (const { id } of runs) await untilEnded(second, id)
    expect(readFileSync(ledger, 'utf8')).toBe('1\n2\n3\n4\n')
  })

  it('an engine that starts nothing also records outcomes of a runner that has exited since', async () => {
    const first = await startTestEngine()
    const { id } = await first.manual.exec(shell('echo one; sleep 1; exit 3'), undefined, 'api')
    await childOf(first, id)
    const runnerPid = Number(first.info().runnerPid)
    first.stop()
    await until(() => !isAlive(runnerPid))
    const second = await startTestEngine({ dataFolder: first.dataFolder, dispatch: false })
    expect(second.runs.find(id)).toMatchObject({ status: 'failed', exitCode: 3 })
  })

  it('an engine that starts nothing records outcomes', async () => {
    const first = await startTestEngine({ parallel: 1 })
    const gate = join(first.dataFolder, 'gate')
    const running = await first.manual.exec(shell(`until [ -e ${gate} ]; do sleep 0.01; done; exit 3`), undefined, 'api')
    const pid = await childOf(first, running.id)
    const waiting = await first.manual.exec(shell('echo never'), undefined, 'api')
    first.stop()
    writeFileSync(gate, '')
    await until(() => !isAlive(pid) && journalsOf(first.dataFolder).includes('"code":3'))
    const second = await startTestEngine({ dataFolder: first.dataFolder, dispatch: false })
    expect(second.runs.find(running.id)).toMatchObject({ status: 'failed', exitCode: 3 })
    expect(second.runs.find(waiting.id)).toMatchObject({ status: 'queued' })
  })
})

function journalPathsOf(dataFolder: string): string[] {
  const folder = join(dataFolder, 'runner')
  return readdirSync(folder)
    .filter((name) => name.startsWith('journal'))
    .map((name) => join(folder, name))
}

const journalsOf = (dataFolder: string): string =>
  journalPathsOf(dataFolder)
    .map((path) => readFileSync(path, 'utf8'))
    .join('')
