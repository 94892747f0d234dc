import type { Duplex } from 'node:stream'
import {
  acknowledge,
  done,
  environment,
  type FromSpawner,
  frameReader,
  hello,
  longestFrame,
  type Note,
  type Report,
  type SpawnerOrder,
  spawnerVersion,
  start,
  stop,
} from './spawner-frames.ts'

export type Kept = {
  report(report: Report): void
  output(stream: 'out' | 'err', bytes: Buffer): void
  closed(stream: 'out' | 'err'): void
}

export type Spawner = Awaited<ReturnType<typeof connectSpawner>>
/** An attempt that an earlier runner started. */
export type Resumed = { id: string; memo: string; note: Note }

export class TooLarge extends Error {}

/** Greets the spawner; resolves with what runs already. */
export async function connectSpawner(socket: Duplex, gone: () => void) {
  const attempts = new Map<string, Kept>()
  /** What was said of resumed attempts before they are taken up. */
  const early = new Map<string, FromSpawner[]>()
  const resumed: Resumed[] = []
  let environments = 0
  let latest: Record<string, string> = {}
  let isGiven = false
  let born = { pid: 0, began: 0 }
  let isReady = false

  function hear(said: FromSpawner): void {
    if (said.type === 'hello') {
      if (said.version !== spawnerVersion) throw new Error(`the spawner has version ${said.version}`)
      born = { pid: said.pid, began: said.began }
    } else if (said.type === 'running') {
      resumed.push(said)
      early.set(said.id, [])
    } else if (said.type === 'ready') isReady = true
    else {
      const one = attempts.get(said.id)
      if (one) tell(one, said)
      else early.get(said.id)?.push(said)
    }
  }

  function tell(one: Kept, said: FromSpawner): void {
    if (said.type === 'output') one.output(said.stream, said.bytes)
    else if (said.type === 'closed') one.closed(said.stream)
    else if (said.type === 'report') one.report(said.report)
  }

  await new Promise<void>((resolve, reject) => {
    const read = frameReader()
    socket.on('error', () => {})
    socket.on('close', () => {
      reject(new Error('the spawner closed the connection'))
      gone()
    })
    socket.on('data', (chunk: Buffer) => {
      try {
        for (const said of read(chunk)) hear(said)
        if (isReady) resolve()
      } catch (error) {
        reject(error as Error)
        socket.destroy()
      }
    })
    socket.write(hello())
  })

  function sendEnvironment(): void {
    if (isGiven) return
    const bytes = environment(environments, latest)
    if (bytes.length > longestFrame) throw new TooLarge('the environment is too large')
    socket.write(bytes)
    isGiven = true
  }

  function follow(id: string, kept: Kept): void {
    attempts.set(id, kept)
    const missed = early.get(id) ?? []
    early.delete(id)
    for (const said of missed) tell(kept, said)
  }

  return {
    ...born,
    resumed,
    setEnvironment(env: Record<string, string>): void {
      latest = env
      environments++
      isGiven = false
    },
    start(order: Omit<SpawnerOrder, 'environment'>, kept: Kept): void {
      sendEnvironment()
      const bytes = start({ ...order, environment: environments })
      if (bytes.length > longestFrame) throw new TooLarge('the order is too large')
      attempts.set(order.id, kept)
      socket.write(bytes)
    },
    /** Takes up one that an earlier runner started: what is not acknowledged is said again. */
    follow,
    /** `more`: how much may be sent beyond the window, because so much is held back. */
    acknowledge: (id: string, note: Note, more = 0): void => void socket.write(acknowledge(id, note, more)),
    stop: (id: string, cause: 'stop' | 'limit'): void => void socket.write(stop(id, cause)),
    /** Its end is written down. */
    done(id: string): void {
      attempts.delete(id)
      early.delete(id)
      socket.write(done(id))
    },
    close: (): void => void socket.destroy(),
  }
}
