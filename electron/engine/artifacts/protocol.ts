import type { OutputFile } from '../store/objects.ts'

/** Requests to the thread that stores artifacts. */
export type ToKeeper = { id: number } & (
  | { type: 'collect'; folder: string; isStrict: boolean }
  | { type: 'take'; path: string }
  | { type: 'verify'; hash: string }
  | { type: 'drop'; folders: string[] }
  | { type: 'clear'; hash: string; olderThan: number }
)

/** Newly reported files of an output folder, and the problems as sentences. */
export type Collected = { files: OutputFile[]; problem: string | null }

export type FromKeeper = { id: number } & (
  | { type: 'files'; files: OutputFile[] }
  | { type: 'done'; value: unknown }
  | { type: 'failed'; message: string; code: string | null; isUnfit: boolean }
)
