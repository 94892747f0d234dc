import type { StorageTrouble } from '../../../shared/contract/system.ts'

/** What a part asks of the disk; `health/disk.ts` watches it. */
export type DiskPort = {
  /** Null while the disk takes what is written. */
  trouble(): StorageTrouble | null
  /** Resolves when it does again. */
  back(abort?: AbortSignal): Promise<void>
  /** To be told what a write failed of. True: it was the disk, and nothing new starts until it is well again. */
  failed(error: unknown): boolean
}
