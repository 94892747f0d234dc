import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { test as base, expect } from './hosts.ts'

const program = fileURLToPath(new URL('../out/main/lf.js', import.meta.url))

type Result = { code: number | null; out: string; err: string }

/** `lf pipeline run` in a folder that holds a manifest, as Task Pipeline is called. */
const test = base.extend<{ begin: (...args: string[]) => { child: ChildProcess; ended: Promise<Result> } }>({
  begin: async ({ data }, use) =>
    use((...args) => {
      const child = spawn(process.execPath, [program, 'pipeline', 'run', ...args], {
        cwd: data,
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      const text = { out: '', err: '' }
      child.stdout.on('data', (part) => {
        text.out += part
      })
      child.stderr.on('data', (part) => {
        text.err += part
      })
      return { child, ended: new Promise((done) => child.once('close', (code) => done({ code, ...text }))) }
    }),
})

const manifest = (work: string): string => `[[task]]
name = "fetch"
script = "for i in 1 2 3 4; do echo $i > $OUTPUT_DIR/data-$i; done"

[[task]]
name = "process"
script = '''
#!/bin/bash
${work}
cat $INPUT_FILE >> ledger
tr 1-4 a-d < $INPUT_FILE > $OUTPUT_DIR/processed
'''
`

/** What the README of Task Pipeline says can be asked. */
function stepsIn(folder: string): Record<string, number> {
  const db = new Database(join(folder, 'db'), { readonly: true })
  try {
    // The file is there a moment before its tables.
    if (!db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'step'").get()) return {}
    const rows = db
      .prepare('SELECT task.name, count(step.object_hash) FROM step JOIN task ON task.id = step.task GROUP BY task.id')
      .raw()
      .all() as [string, number][]
    return Object.fromEntries(rows)
  } finally {
    db.close()
  }
}

test('-manifest keeps everything in ./db, -db in the folder that it names, and nothing next to it', async ({ begin, data }) => {
  writeFileSync(join(data, 'workflow.toml'), manifest(''))
  expect(await begin('-manifest', 'workflow.toml').ended).toMatchObject({ code: 0, out: 'fetch: 1 done\nprocess: 4 done\n' })
  mkdirSync(join(data, 'my-pipeline-db'))
  expect(await begin('-manifest', 'workflow.toml', '-db', './my-pipeline-db').ended).toMatchObject({ code: 0 })
  expect(readdirSync(data).sort()).toEqual(['db', 'ledger', 'my-pipeline-db', 'workflow.toml'])
  for (const folder of ['db', 'my-pipeline-db'].map((name) => join(data, name))) {
    expect(readdirSync(folder).sort()).toEqual(['.localflow', 'db', 'objects'])
    expect(stepsIn(folder)).toEqual({ fetch: 4, process: 4 })
    const db = new Database(join(folder, 'db'), { readonly: true })
    const hashes = db.prepare('SELECT object_hash FROM step').pluck().all() as string[]
    db.close()
    for (const hash of hashes)
      expect(existsSync(join(folder, 'objects', hash.slice(0, 2), hash.slice(2, 4), hash.slice(4)))).toBe(true)
  }
  expect(await begin('workflow.toml', '-db', 'my-pipeline-db').ended).toMatchObject({
    code: 0,
    out: 'fetch: 1 reused\nprocess: 4 reused\n',
  })
  expect(stepsIn(join(data, 'my-pipeline-db'))).toEqual({ fetch: 4, process: 4 })
  expect(await begin('workflow.toml', '-db', 'ledger').ended).toMatchObject({
    code: 2,
    err: expect.stringContaining('it is a file'),
  })
})

test('a folder of Task Pipeline survives kill -9, and the next run continues from there', async ({ begin, data }) => {
  const [db, gate, ledger] = [join(data, 'db'), join(data, 'gate'), join(data, 'ledger')]
  writeFileSync(join(data, 'wf.toml'), manifest(`until [ "$(cat $INPUT_FILE)" -le 2 -o -e ${gate} ]; do sleep 0.02; done`))
  const { child, ended } = begin('-manifest', 'wf.toml', '--parallel', '1')
  await expect.poll(() => (existsSync(join(db, 'db')) ? stepsIn(db) : {}), { timeout: 20_000 }).toEqual({ fetch: 4, process: 2 })
  child.kill('SIGKILL')
  await ended
  writeFileSync(gate, '')
  expect(await begin('-manifest', 'wf.toml').ended).toMatchObject({ code: 0 })
  expect(stepsIn(db)).toEqual({ fetch: 4, process: 4 })
  expect(readFileSync(ledger, 'utf8').split('\n').filter(Boolean).sort()).toEqual(['1', '2', '3', '4'])
})
