import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Engine } from '../electron/engine/engine.ts'
import { withEngine } from './engine.ts'

type Method = 'run' | 'get' | 'all'
type Call = { method: Method; sql: string; values: unknown[] }
type Statement = Record<Method, (...values: unknown[]) => unknown> & { source: string }

const methods: Method[] = ['run', 'get', 'all']
const prototype = Object.getPrototypeOf(new Database(':memory:').prepare('SELECT 1')) as Statement

/**
 * What storage alone could do: records every statement that an engine executes in `phases`, and executes the same ones
 * again, in their order and with their values, on a copy of the database from before; nothing else runs at that time.
 * Returns the milliseconds of each phase.
 */
export async function storageAlone(parallel: number, phases: ((engine: Engine) => Promise<void>)[]): Promise<number[]> {
  const folder = mkdtempSync(join(tmpdir(), 'localflow-bench-'))
  const copy = join(folder, 'copy.db')
  try {
    const recorded = await withEngine(parallel, async (engine, dataFolder) => {
      for (const end of ['', '-wal']) {
        const file = join(dataFolder, `localflow.db${end}`)
        if (existsSync(file)) copyFileSync(file, copy + end)
      }
      const calls: Call[][] = []
      for (const phase of phases) calls.push(await record(() => phase(engine)))
      return calls
    })
    return replay(copy, recorded)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function record(phase: () => Promise<void>): Promise<Call[]> {
  const calls: Call[] = []
  const originals = methods.map((method) => prototype[method])
  for (const [index, method] of methods.entries())
    prototype[method] = function (this: Statement, ...values: unknown[]) {
      calls.push({ method, sql: this.source, values })
      return originals[index]?.apply(this, values)
    }
  try {
    await phase()
  } finally {
    for (const [index, method] of methods.entries()) prototype[method] = originals[index] as Statement[Method]
  }
  return calls
}

function replay(path: string, phases: Call[][]): number[] {
  const db = new Database(path)
  // As the engine sets them.
  for (const pragma of ['journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON', 'secure_delete = ON']) db.pragma(pragma)
  for (const pragma of ['temp_store = MEMORY', 'wal_autocheckpoint = 2000']) db.pragma(pragma)
  const known = new Map<string, Statement>()
  const statementOf = (sql: string): Statement => {
    let statement = known.get(sql)
    if (!statement) known.set(sql, (statement = db.prepare(sql) as unknown as Statement))
    return statement
  }
  const times = phases.map((calls) => {
    const prepared = calls.map(({ method, sql, values }) => ({ method, statement: statementOf(sql), values }))
    const begin = performance.now()
    for (const { method, statement, values } of prepared) statement[method](...values)
    return performance.now() - begin
  })
  db.close()
  return times
}
