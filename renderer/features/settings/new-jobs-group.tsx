import type { NewJobs } from '../../../shared/model/settings.ts'
import { interpreters } from '../../interpreters.ts'
import { Group, NumberRow, SwitchRow, TextRow } from './rows.tsx'
import { words } from './words.ts'

const dayMs = 24 * 3_600_000

/** What a job starts with. Jobs that exist keep what they have. */
export function NewJobsGroup({ newJobs, onChange: change }: { newJobs: NewJobs; onChange(part: Partial<NewJobs>): void }) {
  const msOf = (seconds: number | null) => (seconds === null ? null : Math.round(seconds * 1_000))
  return (
    <Group id="newJobs">
      <TextRow
        mono
        label={words.interpreter}
        hint={words.interpreterHint}
        value={newJobs.interpreter}
        offered={interpreters}
        maxLength={200}
        className="max-w-40"
        onSave={(interpreter) => change({ interpreter })}
      />
      <NumberRow
        label={words.timeout}
        hint={words.timeoutHint}
        value={newJobs.timeoutMs === null ? null : newJobs.timeoutMs / 1_000}
        range={[1, (24 * dayMs) / 1_000]}
        placeholder={words.noTimeout}
        onSave={(seconds) => change({ timeoutMs: msOf(seconds) })}
      />
      <NumberRow
        label={words.attempts}
        hint={words.attemptsHint}
        value={newJobs.attempts}
        range={[1, 100]}
        placeholder="1"
        onSave={(attempts) => change({ attempts: Math.round(attempts ?? 1) })}
      />
      <NumberRow
        label={words.delay}
        hint={words.delayHint}
        value={newJobs.delayMs / 1_000}
        range={[0, 3_600]}
        placeholder="1"
        onSave={(seconds) => change({ delayMs: msOf(seconds) ?? 1_000 })}
      />
      <SwitchRow
        label={words.jobMuted}
        hint={words.jobMutedHint}
        checked={!newJobs.muted}
        onChange={(notifies) => change({ muted: !notifies })}
      />
    </Group>
  )
}
