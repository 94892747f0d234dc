import type { PipelineSummary } from '../../../shared/model/pipeline.ts'
import { DefinitionPeek } from '../../peek/definition-peek.tsx'
import { Fact } from '../../ui/panel/facts.tsx'
import type { Action } from '../../ui/table/action.ts'
import { words } from './peek/words.ts'

/** The details of a pipeline. */
export const PipelinePeek = ({ pipeline, actions }: { pipeline: PipelineSummary; actions: Action[] }) => (
  <DefinitionPeek
    kind="pipeline"
    id={pipeline.id}
    organized={pipeline}
    name={pipeline.name}
    href={`/pipelines/${pipeline.id}`}
    note={pipeline.path ?? words.pipeline}
    actions={actions}
    lastRuns={pipeline.lastRuns}
    updatedAt={pipeline.updatedAt}
    facts={<Fact name={words.steps}>{pipeline.steps ?? words.invalid}</Fact>}
  />
)
