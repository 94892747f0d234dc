import type { Job } from '../../../../shared/model/job.ts'
import { OverviewPart } from '../../../overview/run-lines.tsx'
import { words } from '../../../overview/words.ts'
import { bytesText } from '../../../ui/bytes-text.ts'
import { coarse, duration } from '../../../ui/time.tsx'

/** What stops a run, in a line. */
export function JobLimits({ job: { limits, timeoutMs, retry } }: { job: Job }) {
  const parts = [
    limits.memory && words.memory(bytesText(limits.memory.max)),
    limits.cpu && words.cpu(duration(limits.cpu.max)),
    limits.output && words.output(bytesText(limits.output.max)),
    timeoutMs !== null && words.timeout(coarse(timeoutMs)),
    retry.maxAttempts > 1 && words.attempts(retry.maxAttempts),
  ].filter((part) => typeof part === 'string')
  return (
    <OverviewPart title={words.limits}>
      <p className={parts.length === 0 ? 'text-ink-3' : 'text-ink-2'}>
        {parts.length === 0 ? words.noLimits : parts.join(' · ')}
      </p>
    </OverviewPart>
  )
}
