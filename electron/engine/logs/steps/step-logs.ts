import type { Run } from '../../../../shared/model/run.ts'
import type { Topic } from '../../base/topic.ts'
import type { Store } from '../../store/store.ts'
import type { LogSignal } from '../log-places.ts'
import type { RunSearches } from '../run-searches.ts'
import { createStepFind } from './find-steps.ts'
import { createGoneSteps } from './gone-steps.ts'
import { createLogList, type NodeNames } from './list-logs.ts'
import { createStepPages } from './steps.ts'

type Deps = {
  dataFolder: string
  store: Store
  grew: Topic<LogSignal>
  runs: { find(ref: string): Run }
  nodeNames: NodeNames
}

/** The lines of all steps of a run together. */
export function createStepLogs({ dataFolder, store, grew, runs: { find }, nodeNames }: Deps, searches: RunSearches) {
  const list = createLogList(dataFolder, store, nodeNames)
  return {
    ...createStepPages({ find, list, grew }),
    gone: createGoneSteps({ find, list }),
    find: createStepFind({ find, list, searches }),
  }
}
