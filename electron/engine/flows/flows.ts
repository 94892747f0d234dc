import { AppError, nameTakenError, staleError } from '../../../shared/errors.ts'
import { canonicalText, type Definition } from '../../../shared/flow/definition.ts'
import { layoutsOf } from '../../../shared/flow/layout.ts'
import { renamedKeys } from '../../../shared/flow/renamed-keys.ts'
import { missingSecrets } from '../../../shared/flow/secrets.ts'
import type { Flow, FlowDetail, FlowSummary, FlowVersion } from '../../../shared/model/flow.ts'
import type { VersionUse } from '../../../shared/model/job.ts'
import { type ShownParams, shownParamsOf } from '../../../shared/params/shown-params.ts'
import type { Problem } from '../../../shared/problem.ts'
import { resolveOfDeleted, restoreWithSubject } from '../alerts/alerts.ts'
import { currentActor } from '../base/actor.ts'
import type { Clock } from '../base/clock.ts'
import { createFilteredList } from '../base/filtered-list.ts'
import { createVersionChanges } from '../base/version-changes.ts'
import { checkUsers, hookProblems } from '../jobs/jobs.ts'
import { organizeExisting } from '../organize/organize.ts'
import { recordChange } from '../store/record-change.ts'
import type { Store } from '../store/store.ts'
import { unused } from '../store/version-runs.ts'
import { keepDefinition } from './begin.ts'
import { changedNodes } from './changed-nodes.ts'
import { flowFacts } from './flow-facts.ts'
import { versionOfFlow } from './named-flow.ts'
import type { Readings } from './readings.ts'
import { requireSound } from './sound-source.ts'

const stripLength = 20
const versionsShown = 500

/** With what its runs came to. */
type UsedVersion = FlowVersion & VersionUse

export type FlowActions = ReturnType<typeof createFlowActions>

/** Flows and their versions. Errors are not-found, conflict, stale and invalid. */
export function createFlowActions(store: Store, clock: Clock, readings: Readings) {
  const changed = (type: string, { id, name }: Pick<Flow, 'id' | 'name'>, facts: Record<string, unknown> = {}): void =>
    store.events.append({ at: clock.now(), noun: 'flow', id, type, data: { name, ...facts } })

  const { read, prepare } = readings

  /** Also problems of this installation, such as missing secrets and jobs. */
  function problemsOf(source: string): Problem[] {
    const { problems, definition, secrets = [] } = read(source)
    const missing = missingSecrets(secrets, (name) => store.secrets.sealed(name) !== null)
    return [...problems, ...missing, ...hookProblems(store, definition?.hooks)]
  }

  type Found = ReturnType<typeof store.flows.find>

  const summary = ({ number, ...flow }: Found): FlowSummary => ({
    ...flow,
    ...store.organized.list('flow', flow.id),
    lastRuns: store.flows.lastRuns(number, stripLength).reverse(),
    hasDraft: store.flows.draft(number) !== sourceOf(number, flow.version),
  })

  const sourceOf = (flow: number, version: number | null): string | null =>
    version === null ? null : (store.flows.version(flow, version)?.source ?? null)

  function definitionOf(flow: number, version: number): Definition | null {
    const found = store.flows.version(flow, version)
    return found ? store.flows.definition(found.hash) : null
  }

  function detail(ref: string): FlowDetail {
    const flow = store.flows.find(ref)
    const draft = store.flows.draft(flow.number)
    return {
      ...summary(flow),
      ...store.organized.get('flow', flow.id),
      draft,
      problems: problemsOf(draft),
      versions: store.flows.versions(flow.number, versionsShown),
    }
  }

  function requireFree(name: string, except: number | null): void {
    const other = store.flows.seek(name)
    if (other && other.number !== except && other.name.toLowerCase() === name.toLowerCase())
      throw nameTakenError(`There is already a flow named "${other.name}". Choose another name.`)
  }

  /**
   * Keeps the newest version if the definition has the same meaning, else adds one. What the text says about where the flow
   * belongs is kept beside it. Call inside a write.
   */
  function publish(flow: Found, written: string, note: string): { version: FlowVersion; isNew: boolean } {
    const definition = requireSound(read(written))
    const now = clock.now()
    const { source, organization } = read(written).organized ?? { source: written, organization: {} }
    organizeExisting(store, 'flow', flow.id, organization, now)
    if (store.flows.draft(flow.number) !== source) save(flow, source)
    const hash = keepDefinition(store, definition)
    const newest = flow.version === null ? null : store.flows.version(flow.number, flow.version)
    if (newest?.hash === hash && looksOf(read(newest.source).definition) === looksOf(definition))
      return { version: newest, isNew: false }
    // The next draft asks again about what its nodes do.
    store.flowPins.forgetTested(flow.number)
    const version = store.flows.publish(flow.number, { version: (flow.version ?? 0) + 1, hash, note, publishedAt: now, source })
    checkUsers(store, 'flow', flow)
    changed('published', flow, { version: version.version })
    return { version, isNew: true }
  }

  function create(name: string, source: string): Found {
    requireFree(name, null)
    const description = read(source).definition?.description ?? ''
    const flow = store.flows.create(name, description, source, clock.now())
    changed('created', flow)
    return flow
  }

  function save(flow: Found, source: string, name = flow.name): void {
    if (name !== flow.name) requireFree(name, flow.number)
    const description = read(source).definition?.description ?? flow.description
    followRenames(flow.number, source)
    // Always later than before, because the time identifies a state of the draft.
    store.flows.update({ number: flow.number, name, description }, source, Math.max(clock.now(), flow.updatedAt + 1))
    changed('updated', { id: flow.id, name })
  }

  /** Pinned outputs, and what was tested, stay with nodes that are called otherwise. Call inside a write. */
  function followRenames(flow: number, source: string): void {
    if (!store.flowPins.hasAny(flow)) return
    const [before, after] = [read(store.flows.draft(flow)).definition, read(source).definition]
    if (before && after) store.flowPins.rename(flow, renamedKeys(before, after))
  }

  const listed = createFilteredList<FlowSummary>(
    {
      name: 'flows',
      read: (cursor, limit) => store.flows.list({ after: cursor ?? '', limit }).map(summary),
      cursorOf: ({ name }) => name,
      total: store.flows.count,
      factsOf: (flow) => flowFacts(flow, store.preferences.isFavorite(currentActor(), 'flow', flow.id)),
    },
    clock,
  )

  const withChanges = createVersionChanges()

  return {
    async get(ref: string): Promise<FlowDetail> {
      await prepare(store.flows.draft(store.flows.find(ref).number))
      return detail(ref)
    },
    /** Newest first; `before` is the last version of the previous page. */
    async versions(ref: string, before: number | null, limit: number) {
      const { id, number } = store.flows.find(ref)
      const found = store.flows.versions(number, limit + 1, before)
      const uses = store.versionRuns.ofAll('flow', number)
      const used = found.slice(0, limit).map((row): UsedVersion => ({ ...row, ...(uses.get(row.version) ?? unused) }))
      const items = await withChanges(used, { id, read: (version) => definitionOf(number, version), partsOf: changedNodes })
      return { items, nextCursor: found.length > limit ? String(items.at(-1)?.version) : null }
    },
    /** By id or name; null if there is none. */
    find: (ref: string): Flow | null => store.flows.seek(ref),
    ...listed,
    async check(source: string): Promise<Problem[]> {
      await prepare(source)
      return problemsOf(source)
    },
    version(ref: string, version: number): UsedVersion & { source: string; definition: Definition } {
      const flow = store.flows.find(ref)
      const found = versionOfFlow(store, flow, version)
      return { ...found, ...store.versionRuns.of('flow', flow.number, version), definition: store.flows.definition(found.hash) }
    },
    /** Those of a version, or of the newest; in the order of its text. A flow that was never published has those of its draft. */
    params(ref: string, version: number | null): ShownParams {
      const flow = store.flows.find(ref)
      const wanted = version ?? flow.version
      const source = wanted === null ? store.flows.draft(flow.number) : versionOfFlow(store, flow, wanted).source
      return shownParamsOf(read(source).definition?.params ?? {})
    },
    async create(name: string, source: string): Promise<FlowDetail> {
      await prepare(source)
      const { id } = await store.submit('save a flow', () => create(name, source))
      return detail(id)
    },
    /** Throws stale if the draft was changed since `expectedUpdatedAt`. */
    async update(
      ref: string,
      { name, source, expectedUpdatedAt }: { name?: string | undefined; source: string; expectedUpdatedAt?: number | undefined },
    ): Promise<FlowDetail> {
      const { id } = store.flows.find(ref)
      await prepare(source)
      await store.submit('save a flow', () => {
        const flow = store.flows.find(id)
        if (expectedUpdatedAt !== undefined && expectedUpdatedAt !== flow.updatedAt) throw staleError(`"${flow.name}"`)
        save(flow, source, name)
        if (name !== undefined && name !== flow.name)
          recordChange(store.events, clock.now(), { kind: 'flow', id }, { field: 'name', from: flow.name, to: name })
      })
      return detail(id)
    },
    async publish(ref: string, note: string): Promise<{ flow: FlowDetail; version: FlowVersion; isNew: boolean }> {
      const { id, number } = store.flows.find(ref)
      await prepare(store.flows.draft(number))
      const published = await store.submit('publish a flow', () => {
        const flow = store.flows.find(id)
        return publish(flow, store.flows.draft(flow.number), note)
      })
      return { flow: detail(id), ...published }
    },
    /** Creates the flow if there is none of that name, and publishes a changed definition. */
    async importFlow(
      name: string,
      source: string,
      note = '',
    ): Promise<{ flow: FlowDetail; version: FlowVersion; isNew: boolean }> {
      await prepare(source)
      requireSound(read(source))
      const { id, ...published } = await store.submit('publish a flow', () => {
        const flow = store.flows.seek(name) ?? create(name, source)
        return { id: flow.id, ...publish(flow, source, note) }
      })
      return { flow: detail(id), ...published }
    },
    async remove(ref: string): Promise<{ id: string; openRuns: number }> {
      const flow = store.flows.find(ref)
      await store.submit('delete a flow', () => {
        store.flows.remove(flow.number, clock.now())
        resolveOfDeleted(store, { kind: 'flow', id: flow.id }, clock.now())
        changed('deleted', flow)
      })
      return { id: flow.id, openRuns: store.flows.openRuns(flow.number) }
    },
    async restore(id: string): Promise<FlowDetail> {
      await store.submit('restore a flow', () => {
        if (!store.flows.restore(id)) throw new AppError('not-found', `There is no deleted flow "${id}".`)
        const flow = store.flows.find(id)
        restoreWithSubject(store, { kind: 'flow', id: flow.id }, clock.now())
        changed('restored', flow)
      })
      return this.get(id)
    },
  }
}

/** The order of a form and the layouts are part of a version, and not of its hash. */
const looksOf = (definition: Definition | null): string =>
  canonicalText([Object.keys(definition?.params ?? {}), definition && layoutsOf(definition)])
