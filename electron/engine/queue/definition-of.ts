import type { Json } from '../../../shared/model/json.ts'
import type { Run } from '../../../shared/model/run.ts'
import type { Core, Definition } from './run-kind.ts'

/** What a run is a run of; null for a command. */
export const definitionOf = ({ store, kinds }: Core, run: Run): Definition | null =>
  run.jobId === null ? kinds[store.runs.kind(run.number)].definition(store, run) : { kind: 'job', id: run.jobId }

/** What an ended run returned: the result of its job or its flow; null if it has none. */
export const resultOf = ({ store, kinds }: Core, run: number): Json => kinds[store.runs.kind(run)].result(store, run)
