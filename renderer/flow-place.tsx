import { FlowPage } from './features/flows/flow-page.tsx'
import type { FlowParts } from './features/flows/flow-tabs.tsx'
import { RunsOf } from './features/runs/runs-of-definition.tsx'

const parts: FlowParts = { runs: ({ name }) => <RunsOf kind="flow" name={name} /> }

/** A flow with what other features know about it. */
export const FlowPlace = ({ id }: { id: string }) => <FlowPage id={id} parts={parts} />
