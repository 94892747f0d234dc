import { open } from 'node:fs/promises'
import { AppError } from '../../../shared/errors.ts'
import type { Answer, Call } from './call.ts'

/** Only the end of a long log, which shows how the run ended. */
const mostBytes = 4 * 1024 * 1024

/** The log of one row of `tasks/runs`. */
export async function readLog({ engine, query }: Call): Promise<Answer> {
  const runId = query.get('run_id') ?? ''
  if (runId === '')
    throw new AppError('invalid', 'Could not read the log: run_id is missing. Give the id of a row of tasks/runs.')
  const attempt = /^([^:#]+):(\d{1,9})$/.exec(runId)
  const path = attempt ? engine.logs.rawPath(attempt[1] ?? '', Number(attempt[2])) : null
  if (path === null) throw new AppError('not-found', `Could not read the log of "${runId}": there is none.`)
  return { value: { content: await endOf(path) } }
}

async function endOf(path: string): Promise<string> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  // A task without output has no file.
  if (!file) return ''
  try {
    const { size } = await file.stat()
    const from = Math.max(0, size - mostBytes)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - from), 0, size - from, from)
    const content = buffer.subarray(0, bytesRead).toString()
    return from === 0 ? content : `(the first ${from} bytes are left out)\n${content}`
  } finally {
    await file.close()
  }
}
