import { useMemo } from 'react'
import type { RunDetail } from '../../../shared/model/run.ts'
import { FlowGraph } from '../../flow-graph/graph.tsx'
import type { StepTale } from '../../flow-run/step-tale.ts'
import { type FlowHistory, standingAt } from '../../flow-run/use-flow-history.ts'
import { Name } from '../../ui/name.tsx'
import { PanelContent, SidePanel } from '../../ui/panel/side-panel.tsx'
import type { Peek } from '../../ui/panel/use-peek.ts'
import { Decide } from './flow-decide.tsx'
import { NodeDetails, NodeKind } from './node-panel.tsx'

type Props = { run: RunDetail; history: FlowHistory; steps: StepTale[]; peek: Peek; onLog(): void }

/** The graph as it stands now with the edges that were taken, and the selected node in the panel. */
export function FlowPicture({ run, history, steps, peek, onLog }: Props) {
  const { state, views, taken } = useMemo(() => standingAt(history, Number.POSITIVE_INFINITY), [history])
  const chosen = peek.id
  const node = chosen === null ? undefined : history.definition.nodes[chosen]
  return (
    <>
      <div className="min-h-0 flex-1">
        <FlowGraph
          graph={history.drawn ?? history.definition}
          views={views}
          taken={taken}
          chosen={chosen}
          onChoose={(key) => (key === null ? chosen !== null && peek.close() : peek.show(key))}
        />
      </div>
      {chosen !== null && node && (
        <SidePanel onClose={peek.close}>
          <PanelContent title={<Name>{node.title ?? chosen}</Name>} note={<NodeKind name={chosen} node={node} />}>
            <Decide run={run} steps={Object.values(state.steps)} definition={history.definition} onDecided={peek.follow} />
            <NodeDetails
              name={chosen}
              standing={views[chosen] ?? null}
              step={steps.findLast((each) => each.node === chosen)}
              attempt={run.nodes.find(({ key }) => key === chosen)?.tries.at(-1)}
              onLog={onLog}
            />
          </PanelContent>
        </SidePanel>
      )}
    </>
  )
}
