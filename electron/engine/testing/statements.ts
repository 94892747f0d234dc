import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { vi } from 'vitest'
import { type Stage, type State, stages, states } from '../../../shared/run-state.ts'
import { backUpNow } from '../store/backup.ts'
import { openDb, type Statement } from '../store/db.ts'
import { measureNames, type RunAlternative } from '../store/run-conditions.ts'
import { rangeNames, streamNames } from '../store/run-lookups.ts'
import { openTestStore, temporaryFolder } from './engine.ts'
import { closedDatabase } from './store.ts'

const storeFolder = join(import.meta.dirname, '../store')

/** `db.ts` holds `prepare` itself, and `task-pipeline.ts` fills a database of its own. */
const otherFiles = ['db.ts', 'task-pipeline.ts']

/** better-sqlite3's own. */
type Connection = Statement['database']

export type Recorded = {
  /** As SQLite is given them. */
  statements: string[]
  /** The lines of the store that prepared them, such as `tasks.ts:82`. */
  places(): string[]
}

/** Records the statements that a store prepares: when it is opened, and when a function prepares one for what it is asked. */
export function recordStatements(): Recorded {
  const statements = new Set<string>()
  const calls: Error[] = []
  const connections = connectionPrototype()
  const { prepare } = connections
  const spy = vi.spyOn(connections, 'prepare').mockImplementation(function (this: Connection, sql: string) {
    statements.add(sql)
    calls.push(new Error('prepared'))
    return prepare.call(this, sql)
  })
  try {
    exercise()
  } finally {
    spy.mockRestore()
  }
  return { statements: [...statements], places: () => [...new Set(calls.map(({ stack = '' }) => placeIn(stack)))] }
}

/** The lines of the store that prepare a statement for the engine's database. */
export const placesThatPrepare = (): string[] =>
  readdirSync(storeFolder)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !otherFiles.includes(name))
    .flatMap((name) =>
      readFileSync(join(storeFolder, name), 'utf8')
        .split('\n')
        .flatMap((line, index) => (/\.prepare\(/.test(line) ? [`${name}:${index + 1}`] : [])),
    )

function connectionPrototype(): Connection {
  const db = openDb(join(temporaryFolder(), 'any.db'))
  const { database } = db.prepare('SELECT 1')
  db.close()
  return Object.getPrototypeOf(database) as Connection
}

function placeIn(stack: string): string {
  const [, file = '', line] = /store[\\/]((?!db\.ts)[\w-]+\.ts):(\d+)/.exec(stack) ?? []
  return `${basename(file)}:${line}`
}

function exercise(): void {
  const folder = temporaryFolder()
  const db = openDb(closedDatabase(folder))
  backUpNow(db, join(folder, 'backup.db'))
  db.close()
  const store = openTestStore(folder)
  store.isReadable()
  // Its savepoint is prepared when an operation is submitted first.
  void store.submit('wait for writes', () => {})
  listRuns(store.runs)
  listByConditions(store.runLists)
  listTasks(store.taskLists)
  store.close()
}

type TestStore = ReturnType<typeof openTestStore>

/** The combinations that the engine asks for: where no index answers all of it, a stretch of the table is read. */
function listRuns(runs: TestStore['runs']): void {
  const all = { jobId: null, from: null, before: null, limit: 1 }
  const stretch = { from: 0, before: 1, limit: 1 }
  runs.list({ ...all, status: 'running', inner: false })
  for (const status of [null, ...states]) {
    runs.list({ ...all, status })
    for (const jobId of [null, 'j']) for (const inner of [undefined, false]) runs.list({ status, jobId, inner, ...stretch })
  }
  for (const alternative of alternatives)
    for (const isNegated of [false, true])
      for (const inner of [undefined, false])
        runs.list({ status: null, jobId: null, inner, conditions: [{ isNegated, any: [alternative] }], ...stretch })
  runs.list({ status: null, jobId: null, conditions: [{ isNegated: false, any: alternatives }], ...stretch })
  runs.countListed({ status: null, jobId: null, inner: false, conditions: [{ isNegated: false, any: alternatives }], ...stretch })
  runs.countListed({ status: null, jobId: null, ...stretch })
}

/** Each way to find runs, and each condition with which they are read. */
function listByConditions(lists: TestStore['runLists']): void {
  for (const isDescending of [true, false]) {
    for (const by of streamNames) lists.next({ by, value: 'a' }, 1, isDescending, 1)
    for (const by of rangeNames) for (const after of [null, { value: 1, number: 1 }]) lists.ordered(by, after, isDescending, 1)
  }
  for (const by of rangeNames) lists.some({ by, from: 0, to: 1 }, 1)
  lists.some({ by: 'retried' }, 1)
  lists.some({ by: 'node', key: 'a' }, 1)
  lists.definitions()
  for (const isNegated of [false, true]) {
    const tests = { conditions: [{ isNegated, any: alternatives }], now: 0 }
    for (const isDescending of [true, false]) lists.inStretch({ from: 0, before: 1, isDescending }, tests, 1)
    lists.countStretch({ from: 0, before: 1, isDescending: true }, tests, 1)
    lists.matching([1], tests, 1)
    lists.countMatching([1], tests)
    lists.factsOf([1], tests)
  }
}

const bounds = { from: 1, to: 2 }
const parts = ['a', 'b']
/** One of each way in which a condition of a filter can hold. */
const alternatives: RunAlternative[] = [
  ...(['status', 'reason', 'trigger', 'job_id', 'actor'] as const).flatMap((column) =>
    [['a'], ['a', 'b']].map((values) => ({ type: 'column' as const, column, values })),
  ),
  ...(['job', 'command', 'flow', 'pipeline'] as const).map((kind) => ({ type: 'kind' as const, kind })),
  ...(['flow', 'pipeline'] as const).flatMap((of) =>
    [[1], [1, 2]].map((numbers) => ({ type: 'definition' as const, of, numbers })),
  ),
  ...measureNames.map((measure) => ({ type: 'measure' as const, measure, bounds })),
  ...(['title', 'error'] as const).map((column) => ({ type: 'text' as const, column, parts })),
  { type: 'param', name: 'a', parts },
  { type: 'node', parts },
  ...[['a'], ['a', 'b']].map((names) => ({ type: 'worker' as const, names })),
  { type: 'pinned' },
  { type: 'outer' },
  { type: 'all' },
]

const cursors = ['ready.1.1.1', 'delayed.1.1', 'held.1', 'running.1', 'newest.1']
const isOf = (cursor: string, { status, stage }: { status: State | null; stage: Stage | null }): boolean =>
  cursor.startsWith(stage ?? (status === 'queued' ? 'ready' : status === 'running' ? 'running' : 'newest'))

function listTasks(taskLists: TestStore['taskLists']): void {
  for (const queue of [null, 'default'])
    for (const filter of [
      ...[null, ...states].map((status) => ({ status, stage: null })),
      ...stages.map((stage) => ({ status: null, stage })),
    ])
      for (const cursor of [null, ...cursors.filter((known) => isOf(known, filter))])
        taskLists.next({ ...filter, queue }, cursor, 1)
}
