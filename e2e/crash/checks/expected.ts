import type { ScriptRecord } from '../script-record.ts'
import type { ExpectedFlow } from './flows.ts'
import type { ExpectedPipeline } from './pipelines.ts'

/** What LocalFlow acknowledged, and so must not lose; and what really ran. */
export type Expected = {
  /** By the id of an acknowledged task: the states in which it may end. */
  tasks: Map<string, string[]>
  /** There are no other tasks than these. */
  noOtherTasks?: boolean
  /** By the id of an acknowledged run of a flow. */
  flows?: Map<string, ExpectedFlow>
  /** By the id of an acknowledged run of a pipeline. */
  pipelines?: Map<string, ExpectedPipeline>
  /** Ids of tasks whose deletion was requested. */
  deleted?: Set<string>
  /** Idempotency keys of tasks that were refused, and never accepted later. */
  refused?: string[]
  /** What the scripts recorded. */
  record: Pick<ScriptRecord, 'path'>
  /** The records from before the power was cut. */
  before?: { record: ScriptRecord; started: Set<string>; completed: string[] }
}
