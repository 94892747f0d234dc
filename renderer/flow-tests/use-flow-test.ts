import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Definition, Node } from '../../shared/flow/definition.ts'
import { scriptsOf } from '../../shared/flow/does.ts'
import { paramsReadBy } from '../../shared/flow/params-read.ts'
import type { FlowDetail } from '../../shared/model/flow.ts'
import type { FlowPin, TestScope } from '../../shared/model/flow-test.ts'
import type { Params } from '../../shared/model/params.ts'
import type { Run, RunDetail } from '../../shared/model/run.ts'
import type { Problem } from '../../shared/problem.ts'
import { api, attempt, client, queryClient } from '../api/client.ts'
import { useWatched } from '../api/watched.ts'
import type { GraphViews } from '../flow-graph/shown-standing.ts'
import { askForTest } from '../run-form/ask.ts'
import { lastRunOf } from '../run-form/start.ts'
import { toast } from '../ui/toasts.tsx'
import { confirmNodes, showTest, useTestState } from './test-state.ts'
import { type TestCourse, useTestCourse } from './use-test-course.ts'
import { type TestedKeys, useTestedKeys } from './use-tested-keys.ts'
import { viewsOf } from './views.ts'
import { words } from './words.ts'

type Named = Pick<FlowDetail, 'id' | 'name'>

/** The text that is tested, and what is chosen in it. */
export type TestedText = {
  text: string
  definition: Definition | null
  problems: readonly Problem[]
  selection: readonly string[]
}

/** What is tested: a part of a text, with the data of the shown test. */
type Part = { scope: TestScope; node?: string; run?: string }

export type FlowTest = TestedKeys &
  TestCourse & {
    isRunning: boolean
    views: GraphViews | null
    pins: ReadonlySet<string>
    pinned: readonly FlowPin[]
    /** The node of the draft that is chosen, if it can be tested alone. */
    node: string | null
    /** Why nothing can be tested, or no node. */
    refusal: string | undefined
    nodeRefusal: string | undefined
    /** The nodes of the shown test that wait for approval. */
    asks: ReadonlySet<string>
    decide(node: string, value: boolean): Promise<unknown>
    test(scope: TestScope, node?: string): Promise<void>
    stop(): Promise<unknown>
    hide(): void
    pin(node: string): Promise<unknown>
    pinValue(node: string, value: unknown): Promise<unknown>
    unpin(node: string): Promise<unknown>
  }

/** Tests of the draft of a flow, and the results of the newest. */
export function useFlowTest(flow: Named | null, flowText: TestedText): FlowTest {
  const { run, keyInTest, stale } = useTestedKeys(useShownTest(flow), flowText.definition)
  const course = useTestCourse(run?.id ?? null, flowText.definition, keyInTest)
  const { pinned, ...pinning } = usePinned(flow)
  const node = chosenNode(flowText)
  // The canvas draws a node again only if something about it changed.
  const views = useMemo(() => run && viewsOf(run, course.actions, stale), [run, course.actions, stale])
  const pins = useMemo(() => new Set(pinned.map(({ node: key }) => key)), [pinned])
  const refusal =
    flow === null
      ? words.refusals.unsaved
      : flowText.problems.some(({ severity }) => severity === 'error')
        ? words.refusals.errors
        : undefined
  return {
    run,
    isRunning: run !== null && run.endedAt === null,
    views,
    keyInTest,
    stale,
    ...course,
    pinned,
    pins,
    node,
    asks: useMemo(() => approvalsIn(run, flowText.definition), [run, flowText.definition]),
    decide: async (key, value) => run && decideIn(run, keyInTest(key), value, flowText.definition?.nodes[key]),
    refusal,
    nodeRefusal: refusal ?? whyNoNode(flowText, node),
    test: async (scope, key) => {
      if (flow === null || refusal !== undefined) return
      const named = key ?? node
      if (scope !== 'all' && scope !== 'failed' && named === null) return
      await startTest(flow, flowText, partOf(run, scope, named, useTestState.getState().dataOf[flow.id]), run)
    },
    stop: async () => run && attempt(words.notStopped, () => client.runs.cancel({ ref: run.id })),
    hide: () => flow && showTest(flow.id, null),
    pin: (key) => pinning.set(key, { run: run?.id ?? '' }),
    pinValue: (key, value) => pinning.set(key, { value: value as never }),
    unpin: pinning.remove,
  }
}

function useShownTest(flow: Named | null): RunDetail | null {
  const { data } = useQuery({ ...api.flows.tests.queryOptions({ input: { ref: flow?.id ?? '' } }), enabled: flow !== null })
  const chosen = useTestState(({ shown }) => (flow === null ? null : shown[flow.id]))
  const number = chosen === undefined ? data?.items.at(0)?.number : chosen
  const query = useQuery({
    ...api.runs.get.queryOptions({ input: { ref: String(number ?? '') } }),
    enabled: number != null,
    retry: false,
  })
  const run = number == null || query.isError ? null : (query.data ?? null)
  useWatched(run?.id ?? '')
  return run
}

const approvalsIn = (run: RunDetail | null, definition: Definition | null): ReadonlySet<string> =>
  new Set(
    (run?.nodes ?? [])
      .filter(({ key, startedAt, endedAt }) => definition?.nodes[key]?.kind === 'approval' && startedAt !== null && !endedAt)
      .map(({ key }) => key),
  )

/** An approval with a form asks for its values first. */
async function decideIn(run: RunDetail, step: string, value: boolean, node: Node | undefined): Promise<void> {
  const { form = {}, title = step } = node ?? {}
  if (value && Object.keys(form).length > 0)
    return useTestState.setState({ approving: { run: run.id, step, nodeTitle: title, form } })
  await attempt(words.notDecided(title), () => client.flowRuns.approve({ ref: run.id, node: step, value }))
}

const none: FlowPin[] = []

function usePinned(flow: Named | null) {
  const input = { ref: flow?.id ?? '' }
  const { data } = useQuery({ ...api.flows.pins.queryOptions({ input }), enabled: flow !== null })
  const keep = (found: { items: FlowPin[] }): void => void queryClient.setQueryData(api.flows.pins.queryKey({ input }), found)
  return {
    pinned: data?.items ?? none,
    set: (node: string, output: { run: string } | { value: never }) =>
      attempt(words.notPinned(node), async () => {
        keep(await client.flows.pin({ ...input, node, ...output }))
        toast(words.pinned(node))
      }),
    remove: (node: string) => attempt(words.notUnpinned(node), async () => keep(await client.flows.unpin({ ...input, node }))),
  }
}

/** A node within an inner flow has a path. */
const chosenNode = ({ selection, definition }: TestedText): string | null => {
  const [only, ...others] = selection
  return only !== undefined && others.length === 0 && definition && Object.hasOwn(definition.nodes, only) ? only : null
}

function whyNoNode({ selection, definition }: TestedText, node: string | null): string | undefined {
  if (node !== null) return definition?.nodes[node]?.disabled ? words.refusals.disabled : undefined
  return selection.length === 1 ? words.refusals.inner : words.refusals.noNode
}

/** A part gets the data of the chosen run, or of the shown test, if that reached the node; else what the nodes before it have pinned. */
function partOf(run: RunDetail | null, scope: TestScope, node: string | null, chosen?: string): Part {
  if (scope === 'failed') return { scope, ...(run && { run: run.id }) }
  if (chosen !== undefined) return { scope, run: chosen, ...(node !== null && scope !== 'all' && { node }) }
  if (node === null || scope === 'all') return { scope: 'all' }
  const hasData = scope !== 'upTo' && run?.nodes.some(({ key }) => key === node)
  return { scope, node, ...(hasData && run ? { run: run.id } : {}) }
}

async function startTest(flow: Named, { text, definition }: TestedText, part: Part, last: RunDetail | null): Promise<void> {
  await attempt(words.notTested(flow.name), async () => {
    const asked = { ref: flow.id, source: text, ...part }
    const { nodes } = await client.flows.testPlan(asked)
    const asking = nodes.filter(({ asks }) => asks)
    if (
      asking.length > 0 &&
      !(await confirmNodes(asking.map((each) => ({ ...each, scripts: longScripts(definition?.nodes[each.node]) }))))
    )
      return
    const confirmed = asking.map(({ node }) => node)
    const start = (params: Params) => client.flows.test({ ...asked, params, confirmed })
    // The data of a past run has its parameters.
    const run = definition && part.run === undefined ? await askParams(flow, definition, last, start) : await start({})
    if (run === null) return
    showTest(flow.id, run.number)
    await queryClient.invalidateQueries({ queryKey: api.flows.tests.key() })
  })
}

const longScripts = (node: Node | undefined): string[] =>
  node ? scriptsOf(node).filter((code) => code.trim().includes('\n')) : []

/** Asks for what the draft reads, with the values of the last test, or of the last run. Null: the person does not want it. */
async function askParams(
  { id, name }: Named,
  definition: Definition,
  last: RunDetail | null,
  test: (params: Params) => Promise<Run>,
): Promise<Run | null> {
  const schema = definition.params ?? {}
  const names = Object.keys(schema).length === 0 ? paramsReadBy(definition) : []
  if (Object.keys(schema).length + names.length === 0) return test({})
  const target = { kind: 'flow' as const, id, name }
  return askForTest({ target, schema, names, earlier: last ?? (await lastRunOf(target)), test })
}
