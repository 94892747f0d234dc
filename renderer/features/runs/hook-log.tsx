import type { RunDetail } from '../../../shared/model/run.ts'
import { EmptyLog } from './log/empty-log.tsx'
import { LogView } from './log/log-view.tsx'
import { Beside } from './rows/beside.tsx'
import type { RunRow } from './rows/row.ts'
import { hookKey } from './rows/rows-of-hooks.ts'
import { rowWords } from './rows/words.ts'
import { headWords as words } from './words/head.ts'

type Props = { run: RunDetail; rows: RunRow[]; index: number }

/** The output of a hook, beside the steps of the run that it follows. */
export function HookLog({ run, rows, index }: Props) {
  const hook = run.hooks[index]
  if (!hook) return null
  return (
    <Beside label={rowWords.steps} rows={rows} chosen={hookKey(index)} isLive={hook.endedAt === null}>
      {hook.run === null ? (
        <EmptyLog run={run} title={words.hookNotStarted(hook.step, hook.error ?? '')} />
      ) : (
        <LogView key={`${hook.run.id} ${hook.startedAt === null}`} run={run} node={hook.step} attempt={null} />
      )}
    </Beside>
  )
}
