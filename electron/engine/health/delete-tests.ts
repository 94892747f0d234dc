import { AppError } from '../../../shared/errors.ts'
import type { Clock } from '../base/clock.ts'
import { type Core, cancelRun } from '../queue/queue.ts'
import { deleteLogs, deletePieces } from '../runs/runs.ts'

type Parts = { core: Core; clock: Clock; dataFolder: string }

const keptMs = 24 * 3_600_000
/** Runs that are read, and deleted in one write. */
const batch = 200

/** Deletes tests of flows that are a day old, unless they are pinned. A test that has not ended is stopped, and deleted the next time. */
export async function deleteTests({ core, clock, dataFolder }: Parts): Promise<number> {
  const { store, kinds } = core
  const before = clock.now() - keptMs
  let deleted = 0
  for (let after = 0; ; ) {
    const old = store.runs.testsBefore(after, before, batch)
    const ended = old.filter(({ endedAt }) => endedAt !== null)
    for (const { number } of old) if (!ended.some((run) => run.number === number)) await stop(core, number, clock.now())
    for (const { number } of ended) await deletePieces({ store, kinds, dataFolder }, number)
    const logs = await store.submit('delete a run', () => {
      // A person may have pinned one meanwhile.
      const due = ended.filter(({ number }) => store.runs.byNumber(number)?.pinnedAt === null)
      deleted += due.length
      return due.flatMap(({ number }) => {
        store.deletedRuns.record(number, { why: 'test', at: clock.now() })
        return store.retention.deleteRun(number)
      })
    })
    await deleteLogs(dataFolder, logs)
    const last = old.at(-1)
    if (old.length < batch || !last) return deleted
    after = last.number
  }
}

/** A run within a test may have ended with the test. */
async function stop(core: Core, number: number, now: number): Promise<void> {
  await core.store
    .submit('cancel a run', () => cancelRun(core, number, 'stopped', now))
    .catch((error: unknown) => {
      if (!(error instanceof AppError)) throw error
    })
}
