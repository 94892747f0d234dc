import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import { LostFileError } from '../store/same-file.ts'
import type { Store } from '../store/store.ts'
import type { Disk } from './disk.ts'

/** How often to check whether the open files still have their names. */
export const lookMs = 5_000

type Parts = {
  store: Pick<Store, 'path' | 'checkFiles' | 'checkpoint' | 'backUp'>
  clock: Clock
  log: Log
  disk: Pick<Disk, 'failed' | 'explain'>
}

/**
 * Notices that the database or the lock was deleted or replaced. Nothing is written from then on; the open database is saved
 * as a backup, so that nothing is lost.
 */
export function watchFiles({ store, clock, log, disk }: Parts) {
  let saving = false
  let stopped = false
  let cancel = () => {}

  const lookLater = (): void => {
    cancel = clock.after(lookMs, look)
  }

  function look(): void {
    lookLater()
    try {
      store.checkFiles()
      saving = false
    } catch (error) {
      disk.failed(error)
      lost(error)
    }
  }

  /** Reports the error of a write. */
  function lost(error: unknown): void {
    // After the stop the database is closed: an interrupted maintenance task may still try to write.
    if (stopped || saving || !(error instanceof LostFileError) || !error.path.startsWith(store.path)) return
    saving = true
    void save(error)
  }

  async function save({ message }: LostFileError): Promise<void> {
    try {
      store.checkpoint()
      const copy = await store.backUp('rescued', clock.now())
      disk.explain(
        `${message}. Everything up to then is saved in ${copy}. To go on, stop LocalFlow, delete ${store.path}-wal if it is there, ` +
          `copy the saved file to ${store.path} and start LocalFlow again.`,
      )
    } catch (error) {
      // The next check tries again.
      saving = false
      log.error('could not save the database that was deleted or replaced', { error })
    }
  }

  return {
    lost,
    start: lookLater,
    stop(): void {
      stopped = true
      cancel()
    },
  }
}
