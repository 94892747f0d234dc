import type { OutputFile } from '../store/objects.ts'

/** What the engine asks of the thread that keeps files. */
export type ToKeeper = { id: number } & (
  | { type: 'collect'; folder: string; isStrict: boolean }
  | { type: 'take'; path: string }
  | { type: 'verify'; hash: string }
  | { type: 'drop'; folders: string[] }
  | { type: 'clear'; hash: string; olderThan: number }
)

/** Those files of an output folder that were not told of before, and what could not be kept, in words. */
export type Collected = { files: OutputFile[]; problem: string | null }

export type FromKeeper = { id: number } & (
  | { type: 'files'; files: OutputFile[] }
  | { type: 'done'; value: unknown }
  | { type: 'failed'; message: string; code: string | null; isUnfit: boolean }
)
