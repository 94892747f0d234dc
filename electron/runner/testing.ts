import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chownSync, readdirSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createLatch, createTopic } from '../engine/base/topic.ts'
import { type Connection, openConnection } from '../engine/runner-client/connection.ts'
import { readSecret } from '../engine/runner-client/runner-process.ts'
import { builtSpawner, runnerScript, temporaryFolder, until } from '../engine/testing/engine.ts'
import { type FromRunner, type Outcome, runnerName, type StartOrder } from './protocol.ts'
import { socketPath } from './socket-path.ts'

export const graceMs = 400

export type TestRunner = Awaited<ReturnType<typeof startTestRunner>>
export type TestClient = Awaited<ReturnType<typeof connectTo>>

/** The program that starts runners, where these tests are run with it. */
const spawnerProgram = process.env['LOCALFLOW_TEST_SPAWNER'] ? builtSpawner() : null

/** A real runner on a folder of its own, killed after the test. Without rights where asked: root may do too much. */
export async function startTestRunner({ withoutRights = false, dataFolder = temporaryFolder() } = {}) {
  const secret = readSecret(dataFolder)
  const account = withoutRights && process.getuid?.() === 0 ? giveAway(dataFolder, 65_534) : {}
  const words = [process.execPath, runnerScript, dataFolder]
  const [file = '', ...args] = spawnerProgram ? [spawnerProgram, join(dataFolder, 'runner'), ...words] : words
  const env = { ...process.env, ...(spawnerProgram ? { LOCALFLOW_SPAWNER: '3', LOCALFLOW_OPEN_FILES: '512' } : {}) }
  const child = spawn(file, args, { stdio: ['ignore', 'inherit', 'inherit'], env, ...account })
  onTestFinished(() => void child.kill('SIGKILL'))
  const path = socketPath(dataFolder, runnerName(1))
  await until(() => answers(path))
  return { process: child, exit: exitOf(child), dataFolder, path, secret, connect: () => connectTo(path, secret, dataFolder) }
}

function giveAway(folder: string, id: number): { uid: number; gid: number } {
  for (const name of ['', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })]) chownSync(join(folder, name), id, id)
  return { uid: id, gid: id }
}

export const exitOf = (child: ChildProcess): Promise<number | null> => new Promise((resolve) => child.once('exit', resolve))

const answers = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = connect(path)
    probe.once('connect', () => {
      probe.destroy()
      resolve(true)
    })
    probe.once('error', () => resolve(false))
  })

/** A client that knows the secret, with all that the runner has said to it. */
async function connectTo(path: string, secret: string, dataFolder: string) {
  const said: FromRunner[] = []
  const heard = createTopic<null>()
  let open = true
  const connection: Connection = await openConnection(path, secret, {
    message: (message) => {
      said.push(message)
      heard.tell(null)
    },
    closed: () => {
      open = false
      heard.tell(null)
    },
  })
  onTestFinished(() => connection.close())

  /** The first message that matches; waits for it. */
  async function hear<T>(find: (message: FromRunner) => T | undefined): Promise<T> {
    const latch = createLatch(heard, () => true)
    try {
      for (;;) {
        for (const message of said) {
          const found = find(message)
          if (found !== undefined) return found
        }
        if (!open) throw new Error('The runner hung up.')
        await latch.wait(undefined)
      }
    } finally {
      latch.close()
    }
  }

  function start(file: string, args: string[] = [], over: Partial<StartOrder> = {}) {
    const attemptId = over.attemptId ?? randomUUID()
    const logPath = join(dataFolder, 'logs', `${attemptId}.log`)
    const order: StartOrder = {
      attemptId,
      file,
      args,
      env: {},
      cwd: '/',
      logPath,
      logLimit: 1024 ** 3,
      timeoutMs: null,
      stopSignal: 'SIGTERM',
      graceMs,
      stdin: null,
      limits: { memory: null, cpu: null, output: null },
      sampleMs: 2_000,
      secrets: [],
      ...over,
    }
    connection.send({ type: 'start', ...order })
    return {
      ...order,
      started: () =>
        hear((message) => (message.type === 'started' && message.attemptId === attemptId ? Number(message.pid) : undefined)),
      wrote: () => hear((message) => (message.type === 'grew' && message.attemptId === attemptId ? message : undefined)),
      ended: (): Promise<Outcome> =>
        hear((message) => (message.type === 'ended' && message.attemptId === attemptId ? message : undefined)),
      stop: () => connection.send({ type: 'stop', attemptId }),
    }
  }

  const closed = () => hear(() => undefined).catch(() => true)
  const sh = (script: string, over?: Partial<StartOrder>) => start('/bin/sh', ['-c', script], over)
  return { ...connection, said, hear, closed, start, sh, run: (...order: Parameters<typeof start>) => start(...order).ended() }
}

/** Sends lines to a socket as a stranger would, and returns everything received until the other side closes. */
export function sayRaw(path: string, speak: (socket: Socket, heard: string) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(path)
    let heard = ''
    socket.setEncoding('utf8')
    socket.on('data', (text) => {
      const first = heard === ''
      heard += text
      if (first) speak(socket, heard)
    })
    socket.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EPIPE' || error.code === 'ECONNRESET' ? undefined : reject(error),
    )
    socket.on('close', () => resolve(heard))
  })
}

/** The living processes of a group, as the system tells it. */
export const groupOf = (pid: number): string[] =>
  execFileSync('ps', ['-eo', 'pgid=,stat=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => Number(line.trim().split(/\s+/)[0]) === pid && !/^\s*\d+\s+Z/.test(line))

export function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {}
}
