import type { StorageTrouble } from '../../../shared/contract/system.ts'

/** What a part needs to know about the disk; `health/disk.ts` watches it. */
export type DiskPort = {
  /** Null while writing works. */
  trouble(): StorageTrouble | null
  /** Resolves when writing works again. */
  back(abort?: AbortSignal): Promise<void>
  /** Reports the error of a write. True: the disk is the cause, and nothing new starts until it works again. */
  failed(error: unknown): boolean
}
