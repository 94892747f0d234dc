import { Worker } from 'node:worker_threads'
import type { KeptFile, OutputFile } from '../store/objects.ts'
import type { Collected, FromKeeper, ToKeeper } from './protocol.ts'
import { Unfit } from './walk.ts'

type Asked = ToKeeper extends infer T ? (T extends { id: number } ? Omit<T, 'id'> : never) : never
type Waiting = { files: (files: OutputFile[]) => void; resolve: (value: unknown) => void; reject: (error: Error) => void }

export type KeeperThread = ReturnType<typeof createKeeperThread>

/**
 * The thread that stores files, started when it is first needed; if it dies, its callers get an error, and another one is
 * started.
 */
export function createKeeperThread(script: string, objects: string) {
  const waiting = new Map<number, Waiting>()
  let thread: Worker | null = null
  let last = 0

  function begun(): Worker {
    if (thread) return thread
    const made = new Worker(script, { workerData: { objects } })
    made.on('message', take)
    made.on('error', (error: Error) => lose(made, error))
    made.on('exit', () => lose(made, new Error('The thread that stores artifacts ended.')))
    thread = made
    return made
  }

  function take(message: FromKeeper): void {
    const asked = waiting.get(message.id)
    if (message.type === 'files') return asked?.files(message.files)
    answered(message.id)
    if (message.type === 'done') return asked?.resolve(message.value)
    const { message: words, code, isUnfit } = message
    asked?.reject(isUnfit ? new Unfit(words) : Object.assign(new Error(words), code === null ? {} : { code }))
  }

  /** The thread keeps this process alive only while a request is pending. */
  function answered(id: number): void {
    waiting.delete(id)
    if (waiting.size === 0) thread?.unref()
  }

  function lose(lost: Worker, error: Error): void {
    if (thread !== lost) return
    thread = null
    const left = [...waiting.values()]
    waiting.clear()
    for (const { reject } of left) reject(error)
  }

  function ask(question: Asked, files: (files: OutputFile[]) => void = () => {}): Promise<unknown> {
    const id = ++last
    return new Promise((resolve, reject) => {
      waiting.set(id, { files, resolve, reject })
      const asked = begun()
      asked.ref()
      asked.postMessage({ ...question, id })
    })
  }

  return {
    /** Reports the files in portions, and returns the problems as sentences. */
    async collect(folder: string, isStrict: boolean, tell: (files: OutputFile[]) => void): Promise<string | null> {
      const { files, problem } = (await ask({ type: 'collect', folder, isStrict }, tell)) as Collected
      if (files.length > 0) tell(files)
      return problem
    },
    take: (path: string): Promise<KeptFile> => ask({ type: 'take', path }) as Promise<KeptFile>,
    /** Null: the file is missing, or has other content. */
    verify: (hash: string): Promise<KeptFile | null> => ask({ type: 'verify', hash }) as Promise<KeptFile | null>,
    /** Removes output folders and their records. */
    drop: (folders: string[]): Promise<unknown> => ask({ type: 'drop', folders }),
    clear: (hash: string, olderThan: number): Promise<boolean> => ask({ type: 'clear', hash, olderThan }) as Promise<boolean>,
    stop: (): void => {
      const stopped = thread
      thread = null
      void stopped?.terminate()
    },
  }
}
