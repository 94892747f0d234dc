import { useMemo } from 'react'
import type { RunDetail } from '../../../shared/model/run.ts'
import { FlowGraph } from '../../flow-graph/graph.tsx'
import { Decide } from './flow-decide.tsx'
import { NodePanel } from './node-panel.tsx'
import type { StepTale } from './step-tale.ts'
import { type FlowHistory, standingAt } from './use-flow-history.ts'
import { nodeWords } from './words/flow.ts'

/** The graph as it stands now with the way that was taken, and beside it the node that is looked at. */
export function FlowPicture({
  run,
  history,
  steps,
  chosen,
  onChoose,
  onLog,
}: {
  run: RunDetail
  history: FlowHistory
  steps: StepTale[]
  chosen: string | null
  onChoose(key: string | null): void
  onLog(): void
}) {
  const { state, views, taken } = useMemo(() => standingAt(history, Number.POSITIVE_INFINITY), [history])
  const node = chosen === null ? undefined : history.definition.nodes[chosen]
  return (
    <>
      <div className="min-w-0 flex-1">
        <FlowGraph graph={history.definition} views={views} taken={taken} chosen={chosen} onChoose={onChoose} />
      </div>
      <aside
        aria-label={nodeWords.panel}
        className="flex w-80 shrink-0 flex-col gap-3 overflow-auto border-l border-rule p-4 max-[960px]:w-64"
      >
        <Decide run={run} steps={Object.values(state.steps)} definition={history.definition} />
        {chosen !== null && node ? (
          <NodePanel
            name={chosen}
            node={node}
            standing={views[chosen] ?? null}
            step={steps.findLast((each) => each.node === chosen)}
            attempt={run.nodes.find(({ key }) => key === chosen)?.tries.at(-1)}
            onLog={onLog}
          />
        ) : (
          <p className="text-ink-2">{nodeWords.choose}</p>
        )}
      </aside>
    </>
  )
}
