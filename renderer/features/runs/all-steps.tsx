import type { RunDetail } from '../../../shared/model/run.ts'
import { AllStepsLog } from './log/all/all-steps-log.tsx'
import { allRow } from './rows/all-row.ts'
import { Beside } from './rows/beside.tsx'
import type { RunRow } from './rows/row.ts'
import { rowWords } from './rows/words.ts'

/** The log of all steps, with their list beside it. */
export const AllSteps = ({ run, rows }: { run: RunDetail; rows: RunRow[] }) => (
  <Beside label={rowWords.steps} rows={rows} chosen={allRow.key} isLive={run.endedAt === null}>
    <AllStepsLog key={run.id} run={run} rows={rows} />
  </Beside>
)
