import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type Db, openDb } from '../store/db.ts'
import { temporaryFolder } from './engine.ts'

type Statement = { source: string; database: Pick<Db, 'inTransaction'> }
type Call = (this: Statement, ...args: unknown[]) => unknown

/** Puts something around a call of every statement of every database. Gives what takes it away, which the end of the test does too. */
function aroundStatements(name: 'run' | 'get', around: (statement: Statement, call: () => unknown) => unknown): () => void {
  const db = openDb(join(temporaryFolder(), 'statements.db'))
  const statements = Object.getPrototypeOf(db.prepare('SELECT 1')) as Record<typeof name, Call>
  db.close()
  const { [name]: known } = statements
  const restore = (): void => void (statements[name] = known)
  onTestFinished(restore)
  statements[name] = function (...args) {
    return around(this, () => known.apply(this, args))
  }
  return restore
}

const ioError = (): Error => Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR_FSYNC' })

/** The next commit, of whichever database, is done and reported as failed. */
export function misreportNextCommit(): void {
  const restore = aroundStatements('run', ({ source }, call) => {
    const result = call()
    if (source !== 'COMMIT') return result
    restore()
    throw ioError()
  })
}

/** Outside of transactions no task can be read until what this gives is called. */
export function failToReadTasks(): () => void {
  return aroundStatements('get', ({ source, database }, call) => {
    if (!database.inTransaction && /FROM task WHERE seq =/.test(source)) throw ioError()
    return call()
  })
}

/** Counts commits, of whichever database, from now on. */
export function countCommits(): () => number {
  let count = 0
  aroundStatements('run', ({ source }, call) => {
    if (source === 'COMMIT') count++
    return call()
  })
  return () => count
}

/** No commit, of whichever database, is done until what this gives is called: the disk is full. */
export function fillDisk(): () => void {
  return aroundStatements('run', ({ source }, call) => {
    if (source === 'COMMIT') throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
    return call()
  })
}

/** No commit, of whichever database, starts until what this gives is called. */
export function failToBegin(): () => void {
  return aroundStatements('run', ({ source }, call) => {
    if (source === 'BEGIN IMMEDIATE') throw ioError()
    return call()
  })
}
