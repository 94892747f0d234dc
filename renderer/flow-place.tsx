import { FlowPage } from './features/flows/flow-page.tsx'
import type { FlowParts } from './features/flows/flow-tabs.tsx'
import { RunsOf } from './features/runs/runs-of-definition.tsx'
import { TriggersOfJobs } from './triggers-tab.tsx'

const parts: FlowParts = {
  triggers: ({ id, name }) => <TriggersOfJobs of={{ kind: 'flow', id, name }} />,
  runs: ({ name }) => <RunsOf kind="flow" name={name} />,
}

/** A flow with what other features know about it. */
export const FlowPlace = ({ id }: { id: string }) => <FlowPage id={id} parts={parts} />
