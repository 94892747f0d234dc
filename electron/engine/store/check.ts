import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import { unpackedPath } from '../base/unpacked-path.ts'

const program = `
const { parentPort, workerData } = require('node:worker_threads')
const Database = require(workerData.driver)
const db = new Database(workerData.path, { fileMustExist: true })
// A copy is one file: without this, reading it would leave two more beside it.
db.pragma('journal_mode = DELETE')
parentPort.postMessage(db.pragma('quick_check(1)', { simple: true }))
db.close()`

/** Reads a closed database from end to end, in a thread of its own. `ok`, or the problem. */
export function checkDatabase(path: string): Promise<string> {
  const driver = unpackedPath(createRequire(import.meta.url).resolve('better-sqlite3'))
  return new Promise((resolve) => {
    const worker = new Worker(program, { eval: true, workerData: { driver, path } })
    worker.once('message', (verdict: string) => resolve(verdict))
    worker.once('error', (error) => resolve(error.message))
  })
}
