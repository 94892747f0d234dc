import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { Spec, type SpecInput } from '../../../shared/model/job.ts'
import type { Run } from '../../../shared/model/run.ts'
import { type Task, TaskDraft } from '../../../shared/model/task.ts'
import { pause, systemClock } from '../base/clock.ts'
import { leveled } from '../base/log.ts'
import { createLatch } from '../base/topic.ts'
import { type Engine, startEngine } from '../engine.ts'
import type { EngineConfig } from '../engine-config.ts'
import type { StoredEvent } from '../store/events.ts'
import { openStore, type Store } from '../store/store.ts'
import { placeEmptyDatabase } from './empty-database.ts'

const fromRoot = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url))

export const migrationsFolder = fromRoot('migrations')
export const runnerScript = fromRoot('electron/runner/main.ts')
export const readerScript = fromRoot('electron/engine/flows/reader.ts')
export const searcherScript = fromRoot('electron/engine/logs/searcher.ts')
export const runSearcherScript = fromRoot('electron/engine/logs/run-searcher.ts')
export const comparerScript = fromRoot('electron/engine/logs/compare/comparer.ts')
export const keeperScript = fromRoot('electron/engine/artifacts/file-store-worker.ts')

/** As the tests have compiled it before all others. */
export function builtSpawner(): string | null {
  const path = fromRoot(`out/native/${process.platform}-${process.arch}/spawner`)
  return existsSync(path) ? path : null
}

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'localflow-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  return folder
}

/** A store on a database of its own; closed after the test. */
export function openTestStore(dataFolder = temporaryFolder(), announce: (events: StoredEvent[]) => void = () => {}): Store {
  placeEmptyDatabase(dataFolder)
  const store = openStore(
    { dataFolder, dbPath: join(dataFolder, 'localflow.db'), migrationsFolder, now: systemClock.now() },
    announce,
  )
  onTestFinished(() => store.close())
  return store
}

/** A whole engine with a real runner on a folder of its own; stopped after the test. */
export async function startTestEngine(over: Partial<EngineConfig> = {}): Promise<Engine> {
  const dataFolder = over.dataFolder ?? temporaryFolder()
  if (!over.dbPath && existsSync(dataFolder)) placeEmptyDatabase(dataFolder)
  const engine = await startEngine({
    dataFolder,
    dbPath: null,
    migrationsFolder,
    runnerScript,
    spawnerProgram: builtSpawner(),
    readerScript,
    searcherScript,
    runSearcherScript,
    comparerScript,
    keeperScript,
    clock: systemClock,
    log: leveled('error', (line) => process.stderr.write(`${line}\n`)),
    host: 'headless',
    version: '0.0.0-test',
    parallel: 4,
    runners: 1,
    environment: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '/' },
    retentionDays: 30,
    logLimit: 1024 ** 3,
    loginShell: false,
    dispatch: true,
    ...over,
  })
  if (engine.config.dispatch && engine.config.host !== 'cli') engine.watchFiles()
  onTestFinished(async () => {
    // Nothing that a test started outlives it; an engine that the test stopped itself has nothing to report.
    try {
      if (engine.config.dispatch) await stopRuns(engine)
      engine.stop()
    } catch {}
  })
  return engine
}

async function stopRuns(engine: Engine): Promise<void> {
  for (const status of ['queued', 'running'] as const)
    for (let more = true; more; ) {
      const { items } = await engine.runs.list({ status, job: null, q: null, cursor: null, limit: 500 })
      await Promise.all(items.map(({ id }) => engine.runs.cancel(id).catch(() => {})))
      more = status === 'queued' && items.length > 0
    }
  await until(() => engine.info().running === 0)
}

/** A spec with defaults filled in. */
export const spec = (input: SpecInput): Spec => Spec.parse(input)

export const command = (file: string, ...args: string[]): Spec =>
  spec({ body: { kind: 'command', command: file, args }, cwd: '/', stop: { graceMs: 1_000 } })

export const shell = (script: string, over: Partial<SpecInput> = {}): Spec =>
  spec({ body: { kind: 'script', script, interpreter: ['/bin/sh'] }, cwd: '/', stop: { graceMs: 1_000 }, ...over })

export const noop = (over: Partial<SpecInput> = {}): Spec => spec({ body: { kind: 'builtin', name: 'noop' }, ...over })

const lookMs = 5

/**
 * Looks at what LocalFlow cannot announce, such as a process of the system, until it is so; gives what it then saw.
 * Fails after the deadline, which says how slow it may be and not how long it takes.
 */
export async function until<T>(condition: () => T | Promise<T>, deadlineMs = 15_000): Promise<T> {
  const deadline = performance.now() + deadlineMs
  for (;;) {
    const seen = await condition()
    if (seen) return seen
    if (performance.now() > deadline) throw new Error(`Not so after ${deadlineMs} ms: ${condition}`)
    await pause(lookMs)
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

/** Resolves with the run once a condition holds for it; checks after every commit. */
export async function untilRun(engine: Engine, id: string, holds: (run: Run) => boolean): Promise<Run> {
  const latch = createLatch(engine.committed, () => true)
  try {
    for (;;) {
      const run = engine.runs.find(id)
      if (holds(run)) return run
      await latch.wait(undefined)
    }
  } finally {
    latch.close()
  }
}

export const untilEnded = (engine: Engine, id: string): Promise<Run> => untilRun(engine, id, ({ endedAt }) => endedAt !== null)

/** Runs something to its end. */
export async function runToEnd(engine: Engine, spec: Spec): Promise<Run> {
  const { id } = await engine.manual.exec(spec, undefined, 'api')
  return untilEnded(engine, id)
}

/** A queued task; sleeps a second by default. */
export async function addTask(engine: Engine, over: object = {}): Promise<Task> {
  const draft = TaskDraft.parse({ type: 'builtin', payload: { name: 'sleep', input: { ms: 1_000 } }, ...over })
  return (await engine.tasks.create(draft, 'api')).task
}

/** The whole log of a run as text. */
export async function logOf(engine: Engine, id: string): Promise<string> {
  const parts: Buffer[] = []
  for await (const { data } of engine.logs.bytes(id, null, 0, false, undefined)) parts.push(Buffer.from(data, 'base64'))
  return Buffer.concat(parts).toString('utf8')
}

/** The ids of runs, in the order in which they start from now on. */
export function recordStarts(engine: Engine): string[] {
  const started: string[] = []
  engine.committed.listen((events) => started.push(...events.filter(({ type }) => type === 'started').map(({ id }) => id)))
  return started
}
