import { type Profiler, Session } from 'node:inspector/promises'
import { TaskDraft } from '../shared/model/task.ts'
import { round, untilEnded, withEngine } from './engine.ts'

const parallel = 100
const tasks = 20_000
const warmUp = 5_000
const draft = TaskDraft.parse({ type: 'builtin', payload: { name: 'noop' } })

/** The stages of a run in their order, each with the function that all of its work is called from. */
const stages: Record<string, [name: string, file: string]> = {
  enqueue: ['addAll', 'queue/intake.ts'],
  claim: ['claimNext', 'queue/claim.ts'],
  execute: ['begin', 'queue/dispatcher.ts'],
  recordEnd: ['finish', 'queue/finish.ts'],
  announce: ['done', 'store/store.ts'],
  commit: ['flushNext', 'store/commit-group.ts'],
}
const others = 'eventLoop'

type Node = Profiler.ProfileNode
/** Microseconds of processor time of one run: in SQLite, and in our own code. */
type Cost = { sqlite: number; own: number }

/**
 * Where the time of a run without a process goes, from its submission to its recorded end: 100 at a time, sampled by V8's
 * profiler. Calls of native code within a stage are SQLite's.
 */
export async function stagesOfRun(): Promise<Record<string, unknown>> {
  const profiles = await withEngine(parallel, async (engine) => {
    const session = new Session()
    session.connect()
    const enqueue = async (count: number) => {
      for (let at = 0; at < count; at += parallel)
        await Promise.all(Array.from({ length: parallel }, () => engine.tasks.create(draft, 'api')))
    }
    const processAll = async (count: number) => {
      const ended = untilEnded(engine, count)
      await engine.queues.resume('default')
      await ended
    }
    const warm = untilEnded(engine, warmUp)
    await enqueue(warmUp)
    await warm
    await engine.queues.pause('default', undefined)
    return [await profile(session, () => enqueue(tasks)), await profile(session, () => processAll(tasks))]
  })
  const costs = new Map<string, Cost>([...Object.keys(stages), others].map((stage) => [stage, { sqlite: 0, own: 0 }]))
  for (const one of profiles) addCosts(one, costs)
  const total = [...costs.values()].reduce((sum, { sqlite, own }) => sum + sqlite + own, 0)
  return {
    unit: 'microseconds of one run, of 20,000, 100 at a time',
    ...Object.fromEntries([...costs].map(([stage, { sqlite, own }]) => [stage, { sqlite: round(sqlite), own: round(own) }])),
    total: round(total),
  }
}

async function profile(session: Session, work: () => Promise<void>): Promise<Profiler.Profile> {
  await session.post('Profiler.enable')
  await session.post('Profiler.setSamplingInterval', { interval: 200 })
  await session.post('Profiler.start')
  await work()
  const { profile: taken } = await session.post('Profiler.stop')
  return taken
}

function addCosts({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile, costs: Map<string, Cost>): void {
  const parents = new Map(nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node] as const)))
  const byId = new Map(nodes.map((node) => [node.id, node]))
  for (const [at, id] of samples.entries()) {
    const node = byId.get(id)
    if (!node || node.callFrame.functionName === '(idle)') continue
    const stage = stageOf(node, parents)
    const cost = costs.get(stage) as Cost
    const isNative = node.callFrame.url === '' && !node.callFrame.functionName.startsWith('(')
    cost[stage !== others && isNative ? 'sqlite' : 'own'] += (timeDeltas[at] ?? 0) / tasks
  }
}

function stageOf(leaf: Node, parents: ReadonlyMap<number, Node>): string {
  for (let node: Node | undefined = leaf; node; node = parents.get(node.id)) {
    const { functionName, url } = node.callFrame
    const found = Object.entries(stages).find(([, [name, file]]) => functionName === name && url.endsWith(file))
    if (found) return found[0]
  }
  return others
}
