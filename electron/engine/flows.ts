import { AppError } from '../../shared/errors.ts'
import type { Definition } from '../../shared/flow/definition.ts'
import { forkAt, forkFromFailure } from '../../shared/flow/fork.ts'
import { awaitedOf } from '../../shared/flow/input.ts'
import type { Problem } from '../../shared/flow/problems.ts'
import { readDefinition } from '../../shared/flow/read.ts'
import type { Data, Json } from '../../shared/flow/reference.ts'
import { replay } from '../../shared/flow/replay.ts'
import { missingSecrets } from '../../shared/flow/secrets.ts'
import { nodeOf } from '../../shared/flow/state.ts'
import type { Flow, FlowDetail, FlowSummary, FlowVersion, FlowWait } from '../../shared/model/flow.ts'
import type { Run, Trigger } from '../../shared/model/run.ts'
import type { Clock } from './clock.ts'
import { advance, happen } from './flow/advance.ts'
import { beginFlow, keepDefinition } from './flow/begin.ts'
import type { Effects } from './flow/effects.ts'
import type { Dispatcher } from './queue/dispatcher.ts'
import { settleFlows } from './queue/followers.ts'
import type { History } from './store/histories.ts'
import type { Store } from './store/store.ts'

const stripLength = 20
const versionsShown = 500
const readingsKept = 16

export type FlowActions = ReturnType<typeof createFlowActions>

/** Flows, their versions, and what people do with runs of them. Errors are not-found, conflict and invalid. */
export function createFlowActions(store: Store, clock: Clock, dispatcher: Pick<Dispatcher, 'wake' | 'stopAttempts'>) {
  const changed = (type: string, { id, name }: Pick<Flow, 'id' | 'name'>, facts: Record<string, unknown> = {}): void =>
    store.events.append({ at: clock.now(), noun: 'flow', id, type, data: { name, ...facts } })

  /** Of the texts that were read of late: reading a long one takes its time, and one that is saved is read again at once. */
  const readings = new Map<string, ReturnType<typeof readDefinition>>()
  function read(source: string): ReturnType<typeof readDefinition> {
    const known = readings.get(source) ?? readDefinition(source)
    readings.delete(source)
    readings.set(source, known)
    if (readings.size > readingsKept) readings.delete(readings.keys().next().value ?? '')
    return known
  }

  /** Also what it would lack here and now. */
  function problemsOf(source: string): Problem[] {
    const { problems, secrets = [] } = read(source)
    return [...problems, ...missingSecrets(secrets, (name) => store.secrets.sealed(name) !== null)]
  }

  type Found = ReturnType<typeof store.flows.find>

  const summary = ({ number, ...flow }: Found): FlowSummary => ({
    ...flow,
    lastRuns: store.flows.lastRuns(number, stripLength).reverse(),
    hasDraft: store.flows.draft(number) !== sourceOf(number, flow.version),
  })

  const sourceOf = (flow: number, version: number | null): string | null =>
    version === null ? null : (store.flows.version(flow, version)?.source ?? null)

  function detail(ref: string): FlowDetail {
    const flow = store.flows.find(ref)
    const draft = store.flows.draft(flow.number)
    return { ...summary(flow), draft, problems: problemsOf(draft), versions: store.flows.versions(flow.number, versionsShown) }
  }

  function requireFree(name: string, except: number | null): void {
    const other = store.flows.seek(name)
    if (other && other.number !== except && other.name.toLowerCase() === name.toLowerCase())
      throw new AppError('conflict', `There is a flow "${other.name}" already. Give this one another name.`, [
        { path: 'name', message: 'is taken' },
      ])
  }

  /** The newest version as it is where that says the same, else one more. To be called inside a write. */
  function publish(flow: Found, source: string, note: string): { version: FlowVersion; isNew: boolean } {
    const definition = requireSound(read(source))
    const now = clock.now()
    const hash = keepDefinition(store, definition)
    const newest = flow.version === null ? null : store.flows.version(flow.number, flow.version)
    if (newest?.hash === hash) return { version: newest, isNew: false }
    const version = { version: (flow.version ?? 0) + 1, hash, note, publishedAt: now }
    store.flows.publish(flow.number, { ...version, source })
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
    store.flows.update({ number: flow.number, name, description }, source, clock.now())
    changed('updated', { id: flow.id, name })
  }

  async function written<T>(op: () => { effects: Effects; value: T }): Promise<T> {
    const result = store.write(() => {
      const { effects, value } = op()
      return { stop: settleFlows(store, effects, clock.now()), value }
    })
    dispatcher.wake()
    const { stop, value } = await result
    dispatcher.stopAttempts(stop)
    return value
  }

  const begun = (begin: () => Run): Promise<Run> =>
    written(() => {
      const { number } = begin()
      const effects = advance(store, number, clock.now())
      return { effects, value: store.runs.byNumber(number) as Run }
    })

  function flowRun(ref: string): Run {
    const run = store.runs.find(ref)
    if (!run) throw new AppError('not-found', `There is no run "${ref}".`)
    if (!store.runs.isFlow(run.number)) throw new AppError('conflict', `Run ${run.number} is not a run of a flow.`)
    return run
  }

  function liveRun(ref: string): Run {
    const run = flowRun(ref)
    if (run.endedAt !== null) throw new AppError('conflict', `Run ${run.number} has already ended (${run.status}).`)
    return run
  }

  /** The approval that is meant: the one of that node or step, or the only one there is. */
  function approvalOf(run: Run, node: string | undefined): string {
    const waiting = Object.values(store.histories.load(run.number).state.steps).filter(
      ({ kind, unknown, status, stopping }) => (kind === 'approval' || unknown) && status === 'live' && !stopping,
    )
    const meant = node === undefined ? waiting : waiting.filter((step) => step.node === node || step.id === node)
    if (meant.length === 1 && meant[0]) return meant[0].id
    const which = waiting.map((step) => `"${step.node}"`).join(', ')
    if (waiting.length === 0 || meant.length === 0)
      throw new AppError(
        'conflict',
        `Run ${run.number} waits for no approval${node === undefined ? '' : ` of "${node}"`}${which ? `; it waits for ${which}` : ''}.`,
      )
    throw new AppError('conflict', `Run ${run.number} waits for several approvals: say which, ${which}.`)
  }

  return {
    get: detail,
    /** By id or name; null where there is none. */
    find: (ref: string): Flow | null => store.flows.seek(ref),
    isRun: (ref: string): boolean => store.runs.isFlow(store.runs.find(ref)?.number ?? 0),
    list({ q, cursor, limit }: { q: string | null; cursor: string | null; limit: number }) {
      const found = store.flows.list({ q, after: cursor ?? '', limit: limit + 1 })
      const items = found.slice(0, limit).map(summary)
      return { items, nextCursor: found.length > limit ? (items.at(-1)?.name ?? null) : null, total: store.flows.count() }
    },
    check: problemsOf,
    version(ref: string, version: number): FlowVersion & { source: string; definition: Definition } {
      const { found } = versionOf(store, ref, version)
      return { ...found, definition: store.flows.definition(found.hash) }
    },
    create: (name: string, source: string): Promise<FlowDetail> =>
      store.write(() => create(name, source)).then(({ id }) => detail(id)),
    async update(ref: string, { name, source }: { name?: string | undefined; source: string }): Promise<FlowDetail> {
      const { id } = store.flows.find(ref)
      await store.write(() => save(store.flows.find(id), source, name))
      return detail(id)
    },
    async publish(ref: string, note: string): Promise<{ flow: FlowDetail; version: FlowVersion; isNew: boolean }> {
      const { id } = store.flows.find(ref)
      const published = await store.write(() => {
        const flow = store.flows.find(id)
        return publish(flow, store.flows.draft(flow.number), note)
      })
      return { flow: detail(id), ...published }
    },
    /** Makes the flow of that name if there is none, and publishes what is new. */
    async importFlow(
      name: string,
      source: string,
      note = '',
    ): Promise<{ flow: FlowDetail; version: FlowVersion; isNew: boolean }> {
      requireSound(read(source))
      const { id, ...published } = await store.write(() => {
        const known = store.flows.seek(name)
        const flow = known ?? create(name, source)
        if (known && store.flows.draft(known.number) !== source) save(known, source)
        return { id: flow.id, ...publish(flow, source, note) }
      })
      return { flow: detail(id), ...published }
    },
    async remove(ref: string): Promise<{ id: string; openRuns: number }> {
      const flow = store.flows.find(ref)
      await store.write(() => {
        store.flows.remove(flow.number, clock.now())
        changed('deleted', flow)
      })
      return { id: flow.id, openRuns: store.flows.openRuns(flow.number) }
    },
    async restore(id: string): Promise<FlowDetail> {
      await store.write(() => {
        if (!store.flows.restore(id)) throw new AppError('not-found', `There is no deleted flow "${id}".`)
        const flow = store.flows.find(id)
        changed('restored', flow)
      })
      return detail(id)
    },
    async start(ref: string, version: number | null, params: Data, trigger: Trigger): Promise<Run> {
      const { flow, found } = versionOf(store, ref, version)
      const kept = { hash: found.hash, definition: store.flows.definition(found.hash) }
      const pinned = { number: flow.number, version: found.version }
      return begun(() => beginFlow(store, { title: flow.name, trigger, kept, flow: pinned, params }, clock.now()))
    },
    /** The flow as it is published now, with the same parameters; of an inner flow, the same inner flow. */
    async again(ref: string, trigger: Trigger): Promise<Run> {
      const run = flowRun(ref)
      const row = store.flowRuns.get(run.number)
      const params = store.histories.load(run.number).state.params
      const flow = row?.flow == null ? null : store.flows.get(row.flow)
      if (flow) return this.start(flow.id, null, params, trigger)
      const kept = { hash: row?.definition ?? '', definition: store.flows.definition(row?.definition ?? '') }
      return begun(() => beginFlow(store, { title: run.title, trigger, kept, flow: null, params }, clock.now()))
    },
    /**
     * Another run that goes on from where this one was: after its event `at`, or, without one, before it failed. What was over
     * by then is taken from the history; parameters and what is shared may be edited.
     */
    async fork(
      ref: string,
      at: number | null,
      edits: { params?: Data | undefined; shared?: Data | undefined },
      trigger: Trigger,
    ): Promise<Run> {
      const run = flowRun(ref)
      const { definition } = store.histories.load(run.number)
      const events = store.histories.events(run.number, 0)
      const forked = at === null ? forkFromFailure(definition, events, edits) : forkAt(definition, events, at, edits)
      if ('problem' in forked) throw new AppError('conflict', `Run ${run.number}: ${forked.problem}`)
      const row = store.flowRuns.get(run.number)
      const kept = { hash: row?.definition ?? '', definition }
      const flow = row?.flow == null ? null : { number: row.flow, version: row.version ?? 0 }
      const { state, n } = forked
      const { params } = state
      return begun(() =>
        beginFlow(store, { title: run.title, trigger, kept, flow, params, forked: { run: run.number, n, state } }, clock.now()),
      )
    },
    /** The same signal again, by its id, is written down and changes nothing. */
    signal(ref: string, key: string, value: Json, id: string | null, by: string): Promise<{ ignored: string | null }> {
      return written(() => {
        const run = liveRun(ref)
        const { state } = store.histories.load(run.number)
        const why = id !== null && state.signalIds.includes(id) ? 'duplicate' : null
        const effects =
          why === null
            ? happen(store, run.number, { type: 'signal received', data: { key, value, id, by } }, clock.now())
            : happen(store, run.number, { type: 'signal ignored', data: { key, id, why } }, clock.now())
        return { effects, value: { ignored: why } }
      })
    },
    decide(ref: string, node: string | undefined, value: Json, by: string, comment: string | null): Promise<{ step: string }> {
      return written(() => {
        const run = liveRun(ref)
        const step = approvalOf(run, node)
        const effects = happen(store, run.number, { type: 'decided', data: { step, value, by, comment } }, clock.now())
        return { effects, value: { step } }
      })
    },
    /** The run as it stands, with what it goes by. */
    history: (ref: string): History => store.histories.load(flowRun(ref).number),
    /** What a run goes by, whatever was published since. */
    goesBy(ref: string) {
      const run = flowRun(ref)
      const { definition } = store.histories.load(run.number)
      const version = store.flowRuns.get(run.number)?.version ?? null
      return { flow: run.title, version, definition, dialect: definition.dialect ?? 'localflow' }
    },
    /** By its own version, or by another of its flow: what that would have decided, and where the two part. */
    replay(ref: string, version: number | null, to: number | undefined) {
      const run = flowRun(ref)
      const row = store.flowRuns.get(run.number)
      if (version !== null && (row?.flow ?? null) === null)
        throw new AppError('conflict', `Run ${run.number} is an inner flow: it has no versions.`)
      const flow = row?.flow == null ? null : store.flows.get(row.flow)
      const other = version !== null && flow ? versionOfFlow(store, flow, version) : null
      const definition = store.flows.definition(other?.hash ?? row?.definition ?? '')
      const events = store.histories.events(run.number, 0)
      const { decisions, difference } = replay(definition, events, to)
      return { version: version ?? row?.version ?? null, events: events.length, decisions, difference }
    },
    /** What runs wait for that somebody can give them, longest first. */
    waits: (kind: 'event' | 'approval', limit: number): FlowWait[] =>
      store.flowRuns.ofKind(kind, limit).flatMap(({ run: number, step: id }) => {
        const run = store.runs.byNumber(number)
        const { definition, state } = store.histories.load(number)
        const step = state.steps[id]
        if (!run || !step) return []
        const { key } = awaitedOf(state, nodeOf(definition, step.node), step)
        const isUnknown = step.unknown !== undefined
        const facts = { run: run.id, runNumber: number, title: run.title, step: id, node: step.node, isUnknown }
        return [{ ...facts, kind, key, since: step.began, dueAt: step.dueAt }]
      }),
  }
}

function versionOf(store: Store, ref: string, version: number | null) {
  const flow = store.flows.find(ref)
  const wanted = version ?? flow.version
  if (wanted === null) throw new AppError('conflict', `The flow "${flow.name}" has no published version. Publish it first.`)
  return { flow, found: versionOfFlow(store, flow, wanted) }
}

function versionOfFlow(store: Store, flow: { number: number; name: string }, version: number) {
  const found = store.flows.version(flow.number, version)
  if (!found) throw new AppError('not-found', `The flow "${flow.name}" has no version ${version}.`)
  return found
}

/** Throws `invalid` with everything that is wrong. */
function requireSound({ definition, problems }: ReturnType<typeof readDefinition>): Definition {
  if (definition) return definition
  const errors = problems.filter(({ severity }) => severity === 'error')
  throw new AppError(
    'invalid',
    errors.map(problemText).join('\n'),
    errors.map(({ path, message }) => ({ path, message })),
  )
}

const problemText = ({ path, message, line }: Problem): string =>
  `${line === undefined ? '' : `line ${line}: `}${path === '' ? 'The flow' : path} ${message}.`
