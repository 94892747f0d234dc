import { useQuery } from '@tanstack/react-query'
import { Play } from 'lucide-react'
import { useMemo } from 'react'
import type { Definition } from '../../../shared/flow/definition.ts'
import { readDefinition } from '../../../shared/flow/read.ts'
import type { FlowDetail } from '../../../shared/model/flow.ts'
import { api } from '../../api/client.ts'
import { FlowGraph } from '../../flow-graph/graph.tsx'
import { useLaidOut } from '../../flow-graph/use-laid-out.ts'
import { OverviewTab } from '../../overview/overview-tab.tsx'
import { Parameters } from '../../overview/parameters.tsx'
import { LinkedJobs, NextTimes, RunsIt } from '../../overview/side.tsx'
import { SmallGraph } from '../../overview/small-graph.tsx'
import { words } from '../../overview/words.ts'
import { StateSection } from '../../state/state-section.tsx'
import { Button } from '../../ui/button.tsx'
import { words as flowWords } from './words.ts'

/** How a flow is doing, and which jobs run it. */
export function FlowOverview({ flow, run }: { flow: FlowDetail; run(): void }) {
  const params = useQuery(api.flows.params.queryOptions({ input: { ref: flow.id } }))
  return (
    <OverviewTab
      kind="flow"
      id={flow.id}
      firstStep={
        <Button disabled={flow.version === null} onClick={run}>
          <Play aria-hidden="true" className="size-3.5" />
          {flowWords.run}
        </Button>
      }
      side={(overview) => (
        <>
          <FlowInSmall flow={flow} />
          <RunsIt kind="flow" id={flow.id} jobs={overview.usedBy} />
          <LinkedJobs title={words.itStarts} jobs={[]} hooks={overview.hooks} />
          <NextTimes next={overview.next} />
          <Parameters schema={params.data?.params ?? {}} />
          <StateSection owner={flow.id} />
        </>
      )}
    />
  )
}

/** The newest version, as new runs go; of a flow that was never published, the draft. */
function FlowInSmall({ flow }: { flow: FlowDetail }) {
  const { id, version, draft } = flow
  const published = useQuery({
    ...api.flows.version.queryOptions({ input: { ref: id, version: version ?? 1 } }),
    enabled: version !== null,
  })
  const drafted = useMemo(() => (version === null ? readDefinition(draft).definition : null), [version, draft])
  const stored = (published.data?.definition as Definition | undefined) ?? null
  const placed = useLaidOut(id, version, stored)
  const graph = version === null ? drafted : placed
  if (graph === null) return null
  return (
    <SmallGraph kind="flow" id={id}>
      <FlowGraph graph={graph} views={null} chosen={null} onChoose={nothing} />
    </SmallGraph>
  )
}

const nothing = (): void => {}
