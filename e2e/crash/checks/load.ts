import { recordIn } from '../script-record.ts'
import { findingsIn } from './findings.ts'
import { checkProcesses } from './processes.ts'

/** After a load of tasks: each of these was acknowledged and must have succeeded, and there are no others. */
export const checkLoad = async (data: string, acknowledged: Iterable<string>): Promise<string[]> => [
  ...findingsIn(data, {
    tasks: new Map([...acknowledged].map((id) => [id, ['succeeded']])),
    noOtherTasks: true,
    record: { path: recordIn(data) },
  }),
  ...(await checkProcesses(data)),
]
