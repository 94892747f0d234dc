import type { Clock } from '../base/clock.ts'
import type { Store } from '../store/store.ts'
import type { Loads } from '../workers/workers.ts'
import { createBuiltinExecutor } from './builtin.ts'
import { definitionExecutor } from './flow.ts'
import { createHttpExecutor } from './http.ts'
import { createServiceExecutor } from './service.ts'
import { createShellExecutor, type ShellParts } from './shell.ts'

type Parts = ShellParts & { store: Store; clock: Clock; loads: Loads }

/** One executor for each type of task. */
export const createExecutors = (parts: Parts) => ({
  shell: createShellExecutor(parts),
  http: createHttpExecutor(parts),
  builtin: createBuiltinExecutor(parts.clock, parts.dataFolder),
  flow: definitionExecutor,
  pipeline: definitionExecutor,
  service: createServiceExecutor(parts),
})
