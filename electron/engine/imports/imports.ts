import type * as z from 'zod'
import { ownZone } from '../../../shared/cron/preview.ts'
import { type Left, writeCrontab } from '../../../shared/crontab/write.ts'
import { AppError } from '../../../shared/errors.ts'
import {
  alreadyImported,
  type Disabling,
  type Found,
  type ImportedJob,
  type ImportKind,
  type ImportResult,
  type Restoring,
} from '../../../shared/model/import.ts'
import type { JobDraft } from '../../../shared/model/job.ts'
import type { JobActions } from '../jobs/jobs.ts'
import type { ScheduleActions } from '../schedules/schedules.ts'
import type { Store } from '../store/store.ts'
import type { TriggerActions } from '../triggers/triggers.ts'
import { createCrontab } from './crontab.ts'
import { createSystemdUnits } from './systemd.ts'

/** The most jobs of one crontab. */
const exportedMost = 2_000

type Parts = {
  store: Store
  environment: Record<string, string>
  jobs: Pick<JobActions, 'add' | 'list' | 'get'>
  schedules: Pick<ScheduleActions, 'add' | 'ofJob'>
  triggers: Pick<TriggerActions, 'add' | 'added' | 'ofJob'>
}

/** Imports the entries of this person from other schedulers of this computer, and gives them back. */
export function createImports({ store, environment, jobs, schedules, triggers }: Parts) {
  const crontab = createCrontab(environment)
  const systemd = createSystemdUnits(environment)

  async function takeOne({ job, schedules: drafts, triggers: others }: z.infer<typeof ImportedJob>): Promise<ImportResult> {
    try {
      const { id } = await store.submit('import a job', () => {
        const made = jobs.add(job)
        for (const draft of drafts) schedules.add(made.id, draft)
        for (const draft of others) triggers.add(made.id, draft)
        return made
      })
      return { name: job.name, jobId: id, message: null }
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      const message = error.code === 'name-taken' && isThere(job) ? alreadyImported : error.message
      return { name: job.name, jobId: null, message }
    }
  }

  const isThere = ({ name, body }: z.infer<typeof JobDraft>): boolean =>
    JSON.stringify(jobs.get(name).body) === JSON.stringify(body)

  return {
    async found(kind: ImportKind): Promise<Found> {
      if (kind === 'crontab') {
        const found = await crontab.read().catch((error: unknown) => {
          if (error instanceof AppError) return error
          throw error
        })
        return found instanceof AppError
          ? { crontab: null, units: [], problem: found.message, isEmpty: found.code === 'not-found' }
          : { crontab: found, units: [], problem: null, isEmpty: false }
      }
      const units = await systemd.read()
      const isEmpty = units.length === 0
      return { crontab: null, units, problem: isEmpty ? `There are no units in ${systemd.folder}.` : null, isEmpty }
    },
    /** Each is created completely or not at all; one that fails does not affect the others. */
    async take(all: z.infer<typeof ImportedJob>[]): Promise<ImportResult[]> {
      const results = await Promise.all(all.map(takeOne))
      triggers.added()
      return results
    },
    disable: (what: Disabling): Promise<void> =>
      what.kind === 'crontab' ? crontab.disable(what.text, what.lines) : systemd.disable(what.timers),
    /** The schedules as a crontab. */
    exportCrontab(): { text: string; left: Left[]; isCut: boolean } {
      const { items, nextCursor } = jobs.list({ cursor: null, limit: exportedMost })
      const all = items.map(({ id }) => ({ job: jobs.get(id), schedules: schedules.ofJob(id), triggers: triggers.ofJob(id) }))
      return { ...writeCrontab(all, ownZone()), isCut: nextCursor !== null }
    },
    /** Enables the entries in the other scheduler again. */
    restore: (what: Restoring): Promise<void> =>
      what.kind === 'crontab' ? crontab.restore(what.lines) : systemd.enable(what.timers),
  }
}
