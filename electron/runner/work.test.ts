import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { temporaryFolder, until } from '../engine/testing/engine.ts'
import { ownStarter } from './child.ts'
import type { Journal, JournalLine } from './journal.ts'
import { createOutputPipes } from './output-pipes.ts'
import type { FromRunner, StartOrder } from './protocol.ts'
import { createWork } from './work.ts'

/** Work whose journal takes no line that says how something ended, while `disk` says why. */
function startWork(disk: { says: string | null }) {
  const folder = temporaryFolder()
  const written: string[] = []
  const add = (line: JournalLine): string | null => {
    if (line.type === 'ended' && disk.says !== null) return disk.says
    written.push(line.type)
    return null
  }
  const pipes = createOutputPipes(folder, 'test')
  onTestFinished(() => pipes.close())
  const journal: Journal = { path: '', add, clear() {}, shrink() {}, close() {} }
  const told: FromRunner[] = []
  const tell = (message: FromRunner): void => void told.push(message)
  const done: string[] = []
  const starter = { ...ownStarter(pipes), done: (id: string) => void done.push(id) }
  const work = createWork(journal, starter, tell, () => {})
  void work.start(orderIn(folder))
  return { work, written, done, ended: () => told.some(({ type }) => type === 'ended') }
}

const orderIn = (folder: string): StartOrder => ({
  attemptId: 'a',
  file: '/bin/sh',
  args: ['-c', 'true'],
  cwd: '/',
  env: {},
  logPath: join(folder, 'log'),
  logLimit: 1_000,
  timeoutMs: null,
  stopSignal: 'SIGTERM',
  graceMs: 100,
  stdin: null,
  limits: { memory: null, cpu: null, output: null },
  sampleMs: 1_000,
  secrets: [],
})

it('is not idle while a full disk prevents storing an outcome, and is once there is space', async () => {
  const disk: { says: string | null } = { says: 'ENOSPC' }
  const { work, written, done, ended } = startWork(disk)
  await until(ended)
  expect([work.isIdle(), work.ended(), done]).toMatchObject([false, [{ attemptId: 'a', code: 0 }], []])
  disk.says = null
  await until(work.isIdle)
  expect([written, done]).toEqual([['starting', 'started', 'ended'], ['a']])
})

it('is idle when an engine has recorded outcomes that the full disk cannot store', async () => {
  const { work, ended } = startWork({ says: 'ENOSPC' })
  await until(ended)
  work.forget(['a'])
  expect(work.isIdle()).toBe(true)
})

it('does not wait for a disk that is not full, but failing', async () => {
  const { work, ended } = startWork({ says: 'EIO' })
  await until(ended)
  expect(work.isIdle()).toBe(true)
})

it.each(['ENOSPC', 'EIO'])(
  'lets what started an attempt keep its end after %s, until an engine has recorded it',
  async (code) => {
    const { work, done, ended } = startWork({ says: code })
    await until(ended)
    expect(done).toEqual([])
    work.forget(['a'])
    expect(done).toEqual(['a'])
  },
)
