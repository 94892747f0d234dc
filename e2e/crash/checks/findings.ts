import { contentsOf, readDatabase } from './database.ts'
import { checkExecutions } from './executions.ts'
import type { Expected } from './expected.ts'
import { checkFlows } from './flows.ts'
import { checkLogs } from './logs.ts'
import { checkPipelines } from './pipelines.ts'
import { checkTasks } from './tasks.ts'

/** Everything that is wrong with a data folder whose LocalFlow has stopped. Empty: nothing was lost, and nothing ran twice. */
export const findingsIn = (data: string, expected: Expected): string[] =>
  readDatabase(data, (db) => {
    const contents = contentsOf(db)
    return [
      ...contents.damage.map((line) => `damaged: ${line}`),
      ...checkTasks(contents, expected),
      ...checkExecutions(contents, expected),
      ...checkLogs(data, contents),
      ...checkFlows(db, expected.flows ?? new Map()),
      ...checkPipelines(db, data, expected.pipelines ?? new Map()),
    ]
  })
