import childProcess, { type ChildProcess } from 'node:child_process'
import { ServerResponse } from 'node:http'
import net, { type Server, type Socket } from 'node:net'
import { basename } from 'node:path'
import { around, pass } from './passage.ts'
import { beforeCallback, wrap } from './wrap.ts'

/** `preload` goes on to the runner, and to nobody else. */
export function wrapProcesses(preload: string): void {
  wrap(childProcess, 'spawn', (call, args) => {
    const [file, argv] = args as [string, string[] | undefined]
    if (argv?.some((arg) => basename(arg) === 'runner.js')) {
      args[1] = ['--import', preload, ...argv]
      return around(['spawn the runner'], call) as ChildProcess
    }
    const names = [basename(file) === 'bash' || argv?.some((arg) => arg.includes('env -0')) ? 'spawn a shell' : 'spawn a child']
    return around(names, call) as ChildProcess
  })
  wrap(childProcess, 'execFile', (call, args) => {
    const names = [`run ${basename(String(args[0]))}`]
    pass(names, 'before')
    beforeCallback(args, () => pass(names, 'after'))
    return call()
  })
  wrap(process, 'kill', (call, [pid, signal]) =>
    // Whether somebody is there is a question, not a deed.
    signal === 0 ? call() : throughout([`kill ${Number(pid) < 0 ? 'a group' : 'a process'} by ${String(signal)}`], call),
  )
}

/** A kill that meets nobody throws, and was a kill all the same. */
function throughout(names: string[], call: () => unknown): unknown {
  pass(names, 'before')
  try {
    return call()
  } finally {
    pass(names, 'after')
  }
}

/** What engine and runner say to each other, and what the engine answers to the world. */
export function wrapSockets(): void {
  wrap(net.Socket.prototype, 'write', (call, args) => {
    const said = typeof args[0] === 'string' ? /^\{"type":"(\w+)"/.exec(args[0]) : null
    if (!said) return call()
    const names = [`say ${said[1]}`]
    pass(names, 'before')
    beforeCallback(args, () => pass(names, 'after'))
    return call()
  })
  wrap(net.Server.prototype, 'listen', (call, [where], self) => {
    const names = [`listen on ${typeof where === 'string' ? basename(where) : placeOf(where)}`]
    pass(names, 'before')
    ;(self as Server).once('listening', () => pass(names, 'after'))
    return call()
  })
  wrap(net, 'connect', (call) => {
    pass(['connect to the runner'], 'before')
    const socket = call() as Socket
    socket.once('connect', () => pass(['connect to the runner'], 'after'))
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
    'flows pipelines import start publish signal approve fork workers register heartbeat queue poll complete'
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
    pass(names, 'before')
    response.once('finish', () => pass(names, 'after'))
    return call()
  })
}
