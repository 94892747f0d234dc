import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import type { Store } from '../store/store.ts'
import { coreOf } from '../testing/core.ts'
import { openTestStore, startTestEngine, temporaryFolder } from '../testing/engine.ts'
import { filesUnder } from '../testing/files-with.ts'
import { runPipeline, stepsOf } from '../testing/pipelines.ts'
import { deleteLogs, deletePieces } from './delete-run.ts'

const source = `[[step]]
name = "make"
start = true
script = 'for i in 1 2 3 4 5 6 7; do echo "$i" > "$OUTPUT_DIR/$i"; done; echo made'
[[step]]
name = "copy"
inputs = ["make"]
script = 'cat "$INPUT_FILE" "$INPUT_FILE" > "$OUTPUT_DIR/x"; echo copied'
`

const tables = ['execution', 'task', 'attempt', 'result', 'output']

function rowsIn(dataFolder: string): Record<string, number> {
  const db = new Database(join(dataFolder, 'localflow.db'), { readonly: true })
  const rows = tables.map((table) => [table, db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number])
  db.close()
  return Object.fromEntries(rows) as Record<string, number>
}

const logsIn = (dataFolder: string): number => filesUnder(join(dataFolder, 'logs')).filter((name) => /\.log$/.test(name)).length

/** A store that counts its writes. */
function counted(store: Store): { store: Store; writes: () => number } {
  let writes = 0
  const submit: Store['submit'] = (label, op) => {
    writes++
    return store.submit(label, op)
  }
  return { store: { ...store, submit }, writes: () => writes }
}

it('a large run is deleted in portions, and results that another run uses stay', async () => {
  const dataFolder = temporaryFolder()
  const engine = await startTestEngine({ dataFolder })
  const first = await runPipeline(engine, source)
  const second = await runPipeline(engine, source)
  expect(stepsOf(engine, second)).toEqual(['make: 1 reused', 'copy: 7 reused'])
  engine.stop()
  const { store, writes } = counted(openTestStore(dataFolder))
  expect(rowsIn(dataFolder)).toEqual({ execution: 16, task: 8, attempt: 8, result: 8, output: 14 })
  expect(logsIn(dataFolder)).toBe(8)

  await deletePieces({ ...coreOf(store), dataFolder }, first.number, 100)
  expect(writes()).toBe(0)
  await deletePieces({ ...coreOf(store), dataFolder }, first.number, 3)
  // 8 executions, the check of its results, 8 tasks: three at a time.
  expect(writes()).toBe(3 + 1 + 3)
  expect(rowsIn(dataFolder)).toEqual({ execution: 8, task: 0, attempt: 0, result: 8, output: 14 })
  expect(logsIn(dataFolder)).toBe(0)
  await deleteLogs(dataFolder, await store.submit('delete a run', () => store.retention.deleteRun(first.number)))
  expect(store.runs.byNumber(first.number)).toBeNull()

  await deletePieces({ ...coreOf(store), dataFolder }, second.number, 3)
  await store.submit('delete a run', () => store.retention.deleteRun(second.number))
  expect(rowsIn(dataFolder)).toMatchObject({ execution: 0, task: 0, attempt: 0 })
}, 30_000)

it('the names of very many files of one piece of work are forgotten some at a time', async () => {
  const dataFolder = temporaryFolder()
  const engine = await startTestEngine({ dataFolder })
  const run = await runPipeline(engine, source.slice(0, source.indexOf('[[step]]\nname = "copy"')))
  engine.stop()
  const { store, writes } = counted(openTestStore(dataFolder))
  const [task] = store.tasks.ofRun(run.number)
  expect(store.objects.ofTask(task?.seq ?? 0, 1)).toMatchObject({ files: 7 })
  await store.submit('delete a run', () => {
    store.retention.deleteExecutions(run.number, 3)
    store.retention.deleteResults(run.number, 0, 3)
  })
  expect(store.objects.ofTask(task?.seq ?? 0, 1)).toBeNull()
  await deletePieces({ ...coreOf(store), dataFolder }, run.number, 3)
  expect(rowsIn(dataFolder)).toMatchObject({ result: 0, output: 0 })
  expect(writes()).toBeGreaterThan(3)
}, 30_000)
