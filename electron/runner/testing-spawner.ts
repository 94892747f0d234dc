import { spawn } from 'node:child_process'
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { connectSpawner, type Kept } from './spawner.ts'
import type { Report } from './spawner-frames.ts'

/** A runner that passes on what the spawner says to whoever listens there, and is killed with that connection. */
const relay = `
const { Socket, connect } = require('node:net')
const up = new Socket({ fd: 3, readable: true, writable: true })
const down = connect(process.argv[1])
up.pipe(down).pipe(up)
for (const one of [up, down]) one.on('close', () => process.kill(process.pid, 'SIGKILL')).on('error', () => {})`

/** A spawner of its own, whose runners are the connections that `next` gives, one after the other. */
export async function openSpawner(program: string, folder: string, env: NodeJS.ProcessEnv = process.env) {
  const waiting: Socket[] = []
  let wanted: ((socket: Socket) => void) | null = null
  const path = join(folder, 'relay')
  const server = createServer((socket) => {
    socket.on('error', () => {})
    if (wanted) wanted(socket)
    else waiting.push(socket)
    wanted = null
  })
  await new Promise<void>((resolve) => server.listen(path, resolve))
  const child = spawn(program, [folder, process.execPath, '-e', relay, path], { stdio: ['ignore', 'ignore', 'pipe'], env })
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const next = (): Promise<Socket> =>
    new Promise((resolve) => {
      const ready = waiting.shift()
      if (ready) resolve(ready)
      else wanted = resolve
    })
  return {
    ...{ pid: Number(child.pid), exit, errors: () => errors, next },
    client: async () => connectSpawner(await next(), () => {}),
    close(): void {
      child.kill('SIGKILL')
      server.close()
      for (const socket of waiting) socket.destroy()
    },
  }
}

export const plainOrder = (id: string, file: string, args: string[]) => ({
  ...{ id, file, args, cwd: '/', env: {}, memo: 'memo', timeoutMs: null, graceMs: 200, stopSignal: 15, openFiles: null },
  input: { path: '/dev/null' },
})

/** What is said of an attempt; `ended` resolves when both streams have closed and nothing is left of it. */
export function listener() {
  const reports: Report[] = []
  const output = { out: '', err: '' }
  const open = new Set(['out', 'err'])
  const whole = Promise.withResolvers<void>()
  const look = (): void => {
    if (open.size === 0 && reports.some(({ kind }) => ['gone', 'lost', 'failed'].includes(kind))) whole.resolve()
  }
  const kept: Kept = {
    report(report) {
      reports.push(report)
      look()
    },
    output(stream, bytes) {
      output[stream] += bytes.toString('latin1')
    },
    closed(stream) {
      open.delete(stream)
      look()
    },
  }
  return { kept, reports, output, ended: whole.promise }
}
