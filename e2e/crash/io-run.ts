import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Fault, faultOf, hits, saidOf, traceMainThread, tracerOf, tracing } from './io-faults.ts'
import { sendAway } from './left-behind.ts'
import { readBooks, wrongs } from './oracle.ts'
import { type Asked, enqueue, type Ledger, openLedger, problemsOf, told } from './steady-load.ts'
import { createSubject, type Subject } from './subject.ts'
import { shutOut, untilIdle } from './until-idle.ts'

type Judged = { wrong: string[]; unnamed: string[] }

/** `hits` is null for a fault that went astray: it is not judged. */
export type IoResult = Judged & { fault: string; hits: number | null; ended: boolean; folder: string }

const tasks = 20
const names = /disk|storage|space|EIO|ENOSPC|EROFS|EMFILE|I\/O|read-only|IOERR|CANTOPEN|too many open files/i

/** LocalFlow with one fault under a small load, then without one on the same folder; then the books are read. */
export async function runFault(fault: Fault): Promise<IoResult> {
  const folder = mkdtempSync(join(tmpdir(), 'localflow-io-'))
  const [data, record] = [join(folder, 'data'), join(folder, 'trace')]
  const ledger = openLedger(join(folder, 'ledger'))
  const subject = await createSubject({ data })
  const asked: Asked[] = []
  try {
    const faulty = await underFault(fault, subject, record, ledger, asked)
    const half = halfMade(data)
    const after = await withoutFault(subject, ledger, asked)
    const books = after.length === 0 ? judgeBooks(data, asked, ledger) : { wrong: [], unnamed: [] }
    const hit = hits(record, data)
    const wrong = hit === null ? [] : [...faulty.wrong, ...half, ...after, ...books.wrong]
    const unnamed = hit === null ? [] : [...faulty.unnamed, ...books.unnamed, ...unnamedIn(asked)]
    await sendAway(data)
    if (wrong.length === 0) rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
    return { fault: saidOf(fault), hits: hit, ended: faulty.ended, wrong, unnamed: [...new Set(unnamed)], folder }
  } finally {
    await subject.end('SIGKILL')
    await sendAway(data)
  }
}

function judgeBooks(data: string, asked: Asked[], ledger: Ledger): Judged {
  const books = readBooks(data)
  const failed = [...books.tasks.values()].filter(({ status, error }) => status !== 'succeeded' && !names.test(error ?? ''))
  return {
    wrong: wrongs(books, asked, ledger),
    unnamed: failed.map(({ status, reason, error }) => `task ${status}, ${reason}: ${error}`),
  }
}

/** An engine that was about to end may have answered nothing; one that lets nobody in is wrong already. */
const unnamedIn = (asked: Asked[]): string[] =>
  problemsOf(asked).filter((problem) => !/^(0|401) /.test(problem) && !names.test(problem))

/** Secrets that were begun and not written: the next engine would take nothing for a secret. */
const halfMade = (data: string): string[] =>
  ['api-token', 'runner/secret'].flatMap((name) => {
    const path = join(data, name)
    return existsSync(path) && readFileSync(path, 'utf8').trim() === '' ? [`${name} is empty`] : []
  })

type Faulty = Judged & { ended: boolean }

async function underFault(fault: Fault, subject: Subject, record: string, ledger: Ledger, asked: Asked[]): Promise<Faulty> {
  const up = await subject.start(fault.whom === 'engine' ? tracing(fault, subject.data, record) : [])
  const tracers = [tracerOf(subject.pid())]
  if (up && fault.whom === 'runner')
    tracers.push((await traceMainThread(await runnerOf(subject), fault, subject.data, record)).pid ?? 0)
  if (up) await askForAll(subject, ledger, asked)
  const ended = !subject.isAlive()
  const verdict = ended ? await verdictOf(subject) : { wrong: [], unnamed: [] }
  for (const pid of tracers) if (pid > 0) letGo(pid)
  await subject.end('SIGTERM')
  return { ended, ...verdict }
}

/** A tracer leaves by itself when all it watched is gone. */
function letGo(pid: number): void {
  try {
    process.kill(pid, 'SIGTERM')
  } catch {
    // It has left.
  }
}

/** It may end for a fault, but neither by a crash nor without saying why. */
async function verdictOf(subject: Subject): Promise<Judged> {
  const code = await subject.exited()
  const said = subject.said().trim().slice(0, 300)
  return {
    wrong: code === null ? [`it crashed or hung: ${said}`] : [],
    unnamed: names.test(said) ? [] : [`ended with ${code}: ${said}`],
  }
}

async function runnerOf(subject: Subject): Promise<number> {
  for (const begin = performance.now(); performance.now() - begin < 15_000; await pause(20)) {
    const pid = (await subject.ask<{ runnerPid: number | null }>('GET', '/system')).body?.runnerPid
    if (pid) return pid
  }
  throw new Error(`no runner came: ${subject.said()}`)
}

/** Each is asked for again under its key until it is taken, a few times. */
async function askForAll(subject: Subject, ledger: Ledger, asked: Asked[]): Promise<void> {
  for (let at = 0; at < tasks; at++) {
    for (let tries = 0; tries < 3 && subject.isAlive(); tries++) {
      const answer = await enqueue(subject, `task-${at}`, told(ledger, 'echo out; echo err >&2'), { maxAttempts: 3 })
      asked.push(answer)
      if (answer.id !== null) break
    }
  }
  await untilIdle(subject, 2_000)
}

async function withoutFault(subject: Subject, ledger: Ledger, asked: Asked[]): Promise<string[]> {
  if (!(await subject.start([]))) return [`the next start failed: ${subject.said().trim().slice(0, 300)}`]
  const problem = await shutOut(subject)
  if (problem !== null) return [problem]
  const after = await enqueue(subject, 'after', told(ledger, 'echo after'))
  asked.push(after)
  const idle = await untilIdle(subject, 30_000)
  await subject.end('SIGTERM')
  return [
    ...(after.id === null ? [`nothing is taken afterwards: ${after.message}`] : []),
    ...(idle ? [] : ['never idle afterwards']),
  ]
}

/** One that went astray is tried again with the next call. */
async function untilJudged(fault: Fault): Promise<IoResult> {
  for (let further = 0; ; further++) {
    const result = await runFault({ ...fault, from: fault.from + further, to: fault.to + further })
    if (result.hits !== null || further === 3) return result
  }
}

/** Two at a time: most of it is waiting. */
export async function runFaults(numbers: number[], seed: number, say: (result: IoResult) => void): Promise<IoResult[]> {
  const left = [...numbers]
  const results: IoResult[] = []
  const work = async (): Promise<void> => {
    for (let n = left.shift(); n !== undefined; n = left.shift()) {
      const result = await untilJudged(faultOf(n, seed))
      results.push(result)
      say(result)
    }
  }
  await Promise.all([work(), work()])
  return results
}
