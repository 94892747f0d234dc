import type { FlowSummary } from '../../../shared/model/flow.ts'
import { DefinitionPeek } from '../../peek/definition-peek.tsx'
import { Fact } from '../../ui/panel/facts.tsx'
import type { Action } from '../../ui/table/action.ts'
import { words } from './peek/words.ts'

/** The details of a flow. */
export const FlowPeek = ({ flow, actions }: { flow: FlowSummary; actions: Action[] }) => (
  <DefinitionPeek
    kind="flow"
    id={flow.id}
    organized={flow}
    name={flow.name}
    href={`/flows/${flow.id}`}
    note={flow.description === '' ? words.flow : flow.description}
    actions={actions}
    lastRuns={flow.lastRuns}
    updatedAt={flow.updatedAt}
    facts={<Fact name={words.version}>{words.versionOf(flow.version, flow.hasDraft)}</Fact>}
  />
)
