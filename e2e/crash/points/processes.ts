import childProcess, { type ChildProcess, type SpawnOptions } from 'node:child_process'
import { ServerResponse } from 'node:http'
import net, { type Server, type Socket } from 'node:net'
import { basename } from 'node:path'
import { pathToFileURL } from 'node:url'
import { around, reach } from './crash-point.ts'
import { beforeCallback, wrap } from './wrap.ts'

/** The runner gets crash points as well; other processes do not. */
export function wrapProcesses(preload: string): void {
  wrap(childProcess, 'spawn', (call, args) => {
    const [file, argv] = args as [string, string[] | undefined]
    if (argv?.some((arg) => basename(arg) === 'runner.js')) {
      if (basename(file) === 'spawner') args[2] = givenToRunners(args[2] as SpawnOptions, preload)
      else args[1] = ['--import', preload, ...argv]
      return around(['spawn the runner'], call) as ChildProcess
    }
    const names = [basename(file) === 'bash' || argv?.some((arg) => arg.includes('env -0')) ? 'spawn a shell' : 'spawn a child']
    return around(names, call) as ChildProcess
  })
  wrap(childProcess, 'execFile', (call, args) => {
    const names = [`run ${basename(String(args[0]))}`]
    reach(names, 'before')
    beforeCallback(args, () => reach(names, 'after'))
    return call()
  })
  wrap(process, 'kill', (call, [pid, signal]) =>
    // Signal 0 only asks whether the process exists.
    signal === 0 ? call() : throughout([`kill ${Number(pid) < 0 ? 'a group' : 'a process'} by ${String(signal)}`], call),
  )
}

/** The spawner starts one after the other by the same environment. */
const givenToRunners = (options: SpawnOptions, preload: string): SpawnOptions => ({
  ...options,
  env: { ...options.env, NODE_OPTIONS: `--import ${pathToFileURL(preload)}` },
})

/** `kill` throws when the process has gone; the point after it is reached all the same. */
function throughout(names: string[], call: () => unknown): unknown {
  reach(names, 'before')
  try {
    return call()
  } finally {
    reach(names, 'after')
  }
}

/** By the letter of a frame's type. */
const orders: Record<string, string> = { H: 'hello', E: 'environment', S: 'start', A: 'acknowledge', X: 'stop', D: 'done' }

/** What is said to the engine, the runner or the spawner; null for anything else. */
function messageOf(chunk: unknown, isRunner: boolean): string | null {
  if (typeof chunk === 'string') return /^\{"type":"(\w+)"/.exec(chunk)?.[1] ?? null
  if (!isRunner || !Buffer.isBuffer(chunk) || chunk.length < 5) return null
  const order = orders[String.fromCharCode(chunk[4] ?? 0)]
  return order === undefined ? null : `${order} to the spawner`
}

/** Messages between engine, runner and spawner, and answers over HTTP. */
export function wrapSockets(isRunner: boolean): void {
  wrap(net.Socket.prototype, 'write', (call, args) => {
    const said = messageOf(args[0], isRunner)
    if (said === null) return call()
    const names = [`say ${said}`]
    reach(names, 'before')
    beforeCallback(args, () => reach(names, 'after'))
    return call()
  })
  wrap(net.Server.prototype, 'listen', (call, [where], self) => {
    const names = [`listen on ${typeof where === 'string' ? basename(where) : placeOf(where)}`]
    reach(names, 'before')
    ;(self as Server).once('listening', () => reach(names, 'after'))
    return call()
  })
  wrap(net, 'connect', (call) => {
    reach(['connect to the runner'], 'before')
    const socket = call() as Socket
    socket.once('connect', () => reach(['connect to the runner'], 'after'))
    return socket
  })
  wrapAnswers()
}

const placeOf = (where: unknown): string => {
  const path = (where as { path?: string } | null)?.path
  return path === undefined ? 'a port' : basename(path)
}

const words = new Set(
  (
    'tasks runs jobs queues settings bulk cancel retry front again pause resume drain cap enabled restore duplicate run ' +
    'flows pipelines import start publish signal approve fork workers register heartbeat queue poll complete maintenance pins test'
  ).split(' '),
)

function wrapAnswers(): void {
  wrap(ServerResponse.prototype, 'end', (call, _, self) => {
    const response = self as ServerResponse
    const { method = '', url = '' } = response.req
    if (method === 'GET') return call()
    const path = url
      .split('/')
      .slice(2)
      .map((part) => (words.has(part) ? part : '…'))
    const names = [`answer ${method} ${path.join('/')} with ${response.statusCode}`]
    reach(names, 'before')
    response.once('finish', () => reach(names, 'after'))
    return call()
  })
}
