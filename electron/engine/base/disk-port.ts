import type { StorageTrouble } from '../../../shared/contract/system.ts'

/** What a part asks of the disk; `health/disk.ts` watches it. */
export type DiskPort = {
  /** Null while writing works. */
  trouble(): StorageTrouble | null
  /** Resolves when it does again. */
  back(abort?: AbortSignal): Promise<void>
  /** Reports the error of a write. True: the disk is the cause, and nothing new starts until it works again. */
  failed(error: unknown): boolean
}
