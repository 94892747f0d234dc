import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startTestEngine, temporaryFolder, until, untilEnded } from '../testing/engine.ts'
import { manifestFile, runPipeline, startPipeline, stepsOf } from '../testing/pipelines.ts'
import { openTaskPipelineDb } from './task-pipeline.ts'

const source = (work: string): string => `[[task]]
name = "fetch"
script = 'for i in 1 2 3; do echo $i > "$OUTPUT_DIR/$i"; done'
[[task]]
name = "work"
script = '${work}'
[[task]]
name = "notify"
script = 'cat "$INPUT_FILE"'
`
const copy = 'cp "$INPUT_FILE" "$OUTPUT_DIR/out"'

/** The tables of an engine's data folder, and what another program reads from them at the same time. */
async function open(parallel = 4) {
  const engine = await startTestEngine({ parallel })
  const path = join(temporaryFolder(), 'db')
  const openTables = () => openTaskPipelineDb(path, join(engine.dataFolder, 'localflow.db'))
  const tables = openTables()
  onTestFinished(() => tables.close())
  const reader = new Database(path, { readonly: true })
  onTestFinished(() => void reader.close())
  return { engine, path, tables, openTables, rows: (sql: string) => reader.prepare(sql).raw().all() as unknown[][] }
}

const chains = `SELECT a.name, s.object_hash IS NULL, b.name, t.object_hash IS NULL FROM step_link
  JOIN step s ON s.id = from_step_id JOIN step t ON t.id = to_step_id JOIN task a ON a.id = s.task JOIN task b ON b.id = t.task
  ORDER BY from_step_id, to_step_id`

describe('the tables of Task Pipeline', () => {
  it('have the columns and indexes that its README names, and hold each file with the task that wrote it', async () => {
    const { engine, tables, rows } = await open()
    const run = await runPipeline(engine, source(copy))
    tables.update()
    expect(rows('SELECT id, name, script FROM task ORDER BY id').map(([id, name]) => [id, name])).toEqual([
      [1, 'fetch'],
      [2, 'work'],
      [3, 'notify'],
    ])
    expect(rows("SELECT name FROM sqlite_schema WHERE type = 'index' AND name LIKE 'idx%' ORDER BY name").flat()).toEqual([
      'idx_step_link_from',
      'idx_step_task',
      'idx_task_name',
    ])
    const hashes = engine.pipelines
      .executions(run.id, { step: 'fetch', status: null, q: null, cursor: null, limit: 9 })
      .items.flatMap(({ files }) => files.map(({ hash }) => hash))
    expect(rows('SELECT object_hash FROM step WHERE task = 1 ORDER BY id').flat()).toEqual(hashes)
    expect(rows('SELECT count(*), count(object_hash) FROM step')).toEqual([[9, 6]])
    expect(rows(chains)).toEqual([
      ...Array.from({ length: 3 }, () => ['fetch', 0, 'work', 0]),
      ...Array.from({ length: 3 }, () => ['work', 0, 'notify', 1]),
    ])
  }, 30_000)

  it('stay as they are when a run reuses everything, and grow by what an edit makes new', async () => {
    const { engine, tables, rows } = await open()
    const path = manifestFile(engine, source(copy))
    await runPipeline(engine, source(copy), { path })
    tables.update()
    const before = rows('SELECT * FROM step')
    await runPipeline(engine, source(copy), { path })
    tables.update()
    expect(rows('SELECT * FROM step')).toEqual(before)
    const edited = source('tr 123 abc < "$INPUT_FILE" > "$OUTPUT_DIR/out"')
    await runPipeline(engine, edited, { path })
    tables.update()
    expect(rows('SELECT t.name, count(*) FROM step s JOIN task t ON t.id = s.task GROUP BY t.id')).toEqual([
      ['fetch', 3],
      ['work', 6],
      ['notify', 6],
    ])
    expect(rows("SELECT script LIKE 'tr 123%' FROM task WHERE name = 'work'")).toEqual([[1]])
  }, 30_000)

  it('show results during the run, and get the rest at the next opening', async () => {
    const { engine, tables, openTables, rows } = await open(3)
    const gate = join(temporaryFolder(), 'gate')
    const waiting = source(`[ "$(cat "$INPUT_FILE")" = 1 ] || until [ -e ${gate} ]; do sleep 0.02; done; ${copy}`)
    const run = await startPipeline(engine, manifestFile(engine, waiting), waiting)
    await until(() => (stepsOf(engine, run)[2] ?? '').includes('1 done'))
    tables.update()
    expect(rows('SELECT count(*) FROM step')).toEqual([[5]])
    writeFileSync(gate, '')
    await untilEnded(engine, run.id)
    await runPipeline(engine, '[[task]]\nname = "other"\nscript = "true"\n')
    const next = openTables()
    next.update()
    next.close()
    expect(rows('SELECT count(*) FROM step')).toEqual([[10]])
  }, 30_000)

  it('are not written into a database of another program', () => {
    const path = join(temporaryFolder(), 'db')
    const other = new Database(path)
    other.exec('CREATE TABLE task (id INTEGER PRIMARY KEY)')
    other.close()
    const bytes = readFileSync(path)
    expect(() => openTaskPipelineDb(path, '')).toThrow(`Could not use ${path}: another program made it.`)
    expect(readFileSync(path).equals(bytes)).toBe(true)
  })
})
