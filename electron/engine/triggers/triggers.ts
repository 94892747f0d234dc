import { AppError, staleError } from '../../../shared/errors.ts'
import { Params } from '../../../shared/model/params.ts'
import type { Run } from '../../../shared/model/run.ts'
import type { Firing, JobTrigger, TriggerDraft } from '../../../shared/model/trigger.ts'
import { describeTrigger } from '../../../shared/trigger/describe.ts'
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import { checkSaved, paramsOf } from '../jobs/jobs.ts'
import type { Core } from '../queue/queue.ts'
import type { OperationLabel } from '../store/operation-labels.ts'
import { recordChange } from '../store/record-change.ts'
import type { TriggerRow } from '../store/triggers.ts'
import { gatherMost } from './batch.ts'
import { requireNoCircle } from './cycle.ts'
import { type FileWatch, watchFiles } from './file-watch.ts'
import { type Fired, startTriggered } from './start-triggered.ts'
import { createAddresses } from './web-address.ts'

/** Paths of files that were recently handled, so that none counts twice after a start. */
const givenMost = 1_000
const watchedMost = 1_000

type Parts = {
  core: Core
  clock: Clock
  log: Log
  dataFolder: string
  /** Whether the host is notified when the screen is unlocked. */
  hearsUnlock: boolean
  /** Whether the engine lasts only as long as one command. */
  isBrief: boolean
  /** The address of the REST interface for programs of this computer; null: none. */
  address: () => string | null
  /** A trigger's watch started or ended, or its problem changed. */
  watchChanged: (id: string) => void
}

/** Operations on triggers, and the watching of files. Every change is an event. */
export function createTriggerActions({ core, clock, log, dataFolder, hearsUnlock, isBrief, address, watchChanged }: Parts) {
  const { store } = core
  const addresses = createAddresses(dataFolder)
  const watches = new Map<string, { watch: FileWatch; key: string }>()
  let watching = false
  const notListening = isBrief
    ? 'LocalFlow is not running, so nothing listens at this address. Start the desktop app or "lf serve".'
    : 'LocalFlow does not listen on a port. Set one in Settings.'
  const told = (row: TriggerRow, type: string, data: Record<string, unknown> = {}): void =>
    store.events.append({ at: clock.now(), noun: 'trigger', id: row.id, type, data: { jobId: row.jobId, ...data } })

  const textOf = ({ on }: TriggerRow): string => describeTrigger(on, store.triggers.jobName)
  const recorded = (row: TriggerRow, field: string, from: string | boolean | null, to: string | boolean | null): void =>
    recordChange(store.events, clock.now(), { kind: 'job', id: row.jobId }, { field, from, to, about: row.name || textOf(row) })

  function viewOf(row: TriggerRow): JobTrigger {
    const { number: _, addressNo, sinceAt: __, lastAt, lastRun, lastNote, ...facts } = row
    const run = lastRun === null ? null : store.runs.byNumber(lastRun)
    return {
      ...facts,
      text: describeTrigger(row.on, store.triggers.jobName),
      problem: problemOf(row),
      address: row.on.kind === 'webhook' ? `${address() ?? '/api'}/hooks/${addresses.of(row.id, addressNo)}` : null,
      last:
        lastAt === null
          ? null
          : { at: lastAt, run: run && { id: run.id, number: run.number, status: run.status }, note: lastNote },
    }
  }

  function problemOf({ id, on, enabled, jobEnabled }: TriggerRow): string | null {
    if (on.kind === 'webhook' && address() === null) return notListening
    if (on.kind === 'unlock' && !hearsUnlock) return 'Only the desktop app is notified when the screen is unlocked.'
    if (on.kind === 'after' && !store.jobs.exists(on.job)) return 'The job that this trigger follows was deleted.'
    // Further triggers are not watched, and report that.
    if (on.kind === 'files' && watching && enabled && jobEnabled && !watches.has(id))
      return `Not watching: LocalFlow watches at most ${watchedMost} paths. Disable another trigger.`
    return watches.get(id)?.watch.problem() ?? null
  }

  /** Throws for a trigger that could never fire, or would never end. The job it follows may be given by its name. */
  function checked(jobId: string, draft: TriggerDraft): TriggerDraft {
    checkSaved('Could not save the trigger', paramsOf(store, store.jobs.find(jobId)), draft.params, draft.on)
    if (draft.on.kind !== 'after') return draft
    const { id } = store.jobs.find(draft.on.job)
    requireNoCircle(store, jobId, id)
    return { ...draft, on: { ...draft.on, job: id } }
  }

  /** Writes, then updates the watches. */
  async function written(label: OperationLabel, op: () => TriggerRow): Promise<JobTrigger> {
    const row = await store.submit(label, op)
    watchAll()
    return viewOf(row)
  }

  function add(jobRef: string, draft: TriggerDraft): TriggerRow {
    const job = store.jobs.find(jobRef)
    const row = store.triggers.create(job.id, checked(job.id, draft), clock.now())
    told(row, 'created', { text: textOf(row) })
    recorded(row, 'trigger', null, textOf(row))
    return row
  }

  const setOff = (id: string, params: Params): Promise<Fired | null> =>
    store.submit('fire triggers', () => {
      const row = store.triggers.findLive(id)
      return row?.enabled ? startTriggered(core, row, params, clock.now()) : null
    })

  /** The trigger of this address. */
  function atAddress(named: string): TriggerRow {
    const row = store.triggers.findLive(addresses.idOf(named))
    if (row?.on.kind !== 'webhook' || !row.enabled || !addresses.isRight(named, row.id, row.addressNo))
      throw new AppError('not-found', 'There is no trigger at this address.')
    return row
  }

  /** Starts and stops watches, so that each enabled trigger is watched in its current form. */
  function watchAll(watchedTo = clock.now()): void {
    if (!watching) return
    const rows = store.triggers.ofKind('files', 0, watchedMost).filter(({ enabled, jobEnabled }) => enabled && jobEnabled)
    const wanted = new Map(rows.map((row) => [row.id, row]))
    for (const [id, { watch, key }] of watches) {
      const row = wanted.get(id)
      if (row && keyOf(row) === key) continue
      watch.close()
      watches.delete(id)
    }
    for (const row of rows) if (!watches.has(row.id)) begin(row, watchedTo)
  }

  function begin(row: TriggerRow, watchedTo: number): void {
    if (row.on.kind !== 'files') return
    const { debounceMs, gatherMs, runs } = row.on
    // Shortly before its end, an engine may have seen files that it did not handle.
    const dealing = debounceMs + (runs === 'batch' ? gatherMost * gatherMs : 0) + marginMs
    const since = Math.max(row.sinceAt, watchedTo - dealing)
    const known = givenTo(row, since)
    const watch = watchFiles({
      on: row.on,
      clock,
      log,
      since,
      isKnown: (path, changedAt) => (known.get(path) ?? 0) >= changedAt,
      fire: async (params) => void (await setOff(row.id, params)),
      changed: () => watchChanged(row.id),
    })
    watches.set(row.id, { watch, key: keyOf(row) })
  }

  /** When each file of the newest runs since a time was handled. */
  function givenTo({ number }: TriggerRow, since: number): Map<string, number> {
    const known = new Map<string, number>()
    for (const { at, params } of store.triggers.given(number, since, givenMost).reverse())
      for (const path of Array.isArray(params['paths']) ? params['paths'] : [params['path']]) known.set(String(path), at)
    return known
  }

  return {
    /** Call once: `aliveAt` is when an engine was last up, for changes since then. */
    start(aliveAt: number | null): void {
      watching = true
      watchAll(aliveAt ?? 0)
    },
    /** A job was enabled, disabled, deleted or restored. */
    jobChanged: () => watchAll(),
    stop(): void {
      watching = false
      for (const { watch } of watches.values()) watch.close()
      watches.clear()
    },
    isWatched: (id: string): boolean => watches.get(id)?.watch.isReady() ?? false,
    get: (id: string): JobTrigger => viewOf(store.triggers.find(id)),
    ofJob: (jobRef: string): JobTrigger[] => store.triggers.ofJob(store.jobs.find(jobRef).id).map(viewOf),
    list(cursor: string | null, limit: number): { items: JobTrigger[]; nextCursor: string | null } {
      const rows = store.triggers.page(Number(cursor ?? 0) || 0, limit + 1)
      const items = rows.slice(0, limit)
      return { items: items.map(viewOf), nextCursor: rows.length > limit ? String(items.at(-1)?.number) : null }
    },
    /** Call inside a write, and `added` after it. */
    add,
    added: () => watchAll(),
    create: (jobRef: string, draft: TriggerDraft): Promise<JobTrigger> => written('save a trigger', () => add(jobRef, draft)),
    update: (id: string, draft: TriggerDraft, expectedUpdatedAt: number | undefined): Promise<JobTrigger> =>
      written('save a trigger', () => {
        const before = store.triggers.find(id)
        if (expectedUpdatedAt !== undefined && expectedUpdatedAt !== before.updatedAt) throw staleError('the trigger')
        const row = store.triggers.update(before, checked(before.jobId, draft), clock.now())
        told(row, 'updated', { text: textOf(row), enabled: row.enabled })
        if (textOf(before) !== textOf(row)) recorded(row, 'trigger', textOf(before), textOf(row))
        if (before.enabled !== row.enabled) recorded(row, 'trigger enabled', before.enabled, row.enabled)
        return row
      }),
    setEnabled: (id: string, enabled: boolean): Promise<JobTrigger> =>
      written('save a trigger', () => {
        const before = store.triggers.find(id)
        const row = store.triggers.update(before, { ...before, enabled }, clock.now())
        told(row, enabled ? 'turned on' : 'turned off')
        if (before.enabled !== enabled) recorded(row, 'trigger enabled', before.enabled, enabled)
        return row
      }),
    /** Replaces its address; the old one leads nowhere. */
    newAddress: (id: string): Promise<JobTrigger> =>
      written('save a trigger', () => {
        const row = store.triggers.find(id)
        if (row.on.kind !== 'webhook') throw new AppError('conflict', 'This trigger is not a webhook.')
        store.triggers.newAddress(row, clock.now())
        told(row, 'address changed')
        return store.triggers.find(id)
      }),
    async remove(id: string): Promise<{ id: string }> {
      await store.submit('delete a trigger', () => {
        const row = store.triggers.find(id)
        store.triggers.remove(id, clock.now())
        told(row, 'deleted', { text: textOf(row) })
        recorded(row, 'trigger', textOf(row), null)
      })
      watchAll()
      return { id }
    },
    restore: (id: string): Promise<JobTrigger> =>
      written('restore a trigger', () => {
        const back = store.triggers.restore(id, clock.now())
        if (back.on.kind === 'after') requireNoCircle(store, back.jobId, back.on.job)
        // Treated as if it had been disabled in between.
        const row = store.triggers.update({ ...back, enabled: false }, back, clock.now())
        told(row, 'restored')
        recorded(row, 'trigger', null, textOf(row))
        return row
      }),
    firings: (id: string, limit: number): Firing[] => store.triggers.firings(store.triggers.find(id).id, limit),
    /** Throws `not-found` for an unknown address. */
    checkAddress: (named: string): void => void atAddress(named),
    /** A call of a webhook. Throws not-found for an unknown address, and conflict if no run started. */
    async called(named: string, given: unknown): Promise<Run> {
      const row = atAddress(named)
      const parsed = Params.safeParse(given)
      if (!parsed.success) throw new AppError('invalid', 'Could not start a run: the data sent is too large.')
      const fired = await setOff(row.id, parsed.data)
      if (fired?.run) return fired.run
      if (fired?.refused) throw fired.refused
      throw new AppError('conflict', `Could not start a run: ${fired?.note ?? 'the trigger is disabled'}.`)
    },
  }
}

const marginMs = 5_000

const keyOf = ({ on, sinceAt }: TriggerRow): string => JSON.stringify([on, sinceAt])

export type TriggerActions = ReturnType<typeof createTriggerActions>
