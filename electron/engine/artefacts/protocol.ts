import type { OutputFile } from '../store/objects.ts'

/** What the engine asks of the thread that keeps files. */
export type ToKeeper = { id: number } & (
  | { type: 'collect'; folder: string; isStrict: boolean }
  | { type: 'take'; path: string }
  | { type: 'verify'; hash: string }
  | { type: 'drop'; folder: string }
  | { type: 'clear'; hash: string; olderThan: number }
)

export type FromKeeper = { id: number } & (
  | { type: 'files'; files: OutputFile[] }
  | { type: 'done'; value: unknown }
  | { type: 'failed'; message: string; code: string | null; isUnfit: boolean }
)
