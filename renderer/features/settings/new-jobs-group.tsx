import { useEffect, useId, useState } from 'react'
import type { NewJobs } from '../../../shared/model/settings.ts'
import { interpreters } from '../../interpreters.ts'
import { TextInput } from '../../ui/field.tsx'
import { Group, NumberRow, SwitchRow } from './rows.tsx'
import { words } from './words.ts'

const dayMs = 24 * 3_600_000

/** What a job starts with. Jobs that exist keep what they have. */
export function NewJobsGroup({ newJobs, onChange }: { newJobs: NewJobs; onChange(newJobs: NewJobs): void }) {
  const change = (part: Partial<NewJobs>) => onChange({ ...newJobs, ...part })
  const msOf = (seconds: number | null) => (seconds === null ? null : Math.round(seconds * 1_000))
  return (
    <Group id="newJobs">
      <InterpreterRow value={newJobs.interpreter} onSave={(interpreter) => change({ interpreter })} />
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

/** A program that is saved when the field is left, or by Enter. */
function InterpreterRow({ value, onSave }: { value: string; onSave(value: string): void }) {
  const id = useId()
  const [text, setText] = useState(value)
  useEffect(() => setText(value), [value])
  const keep = () => {
    if (text.trim() !== value) onSave(text.trim())
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        keep()
      }}
      className="flex items-center justify-between gap-6 py-2"
    >
      <div>
        <label htmlFor={id} className="font-semibold">
          {words.interpreter}
        </label>
        <p id={`${id}-note`} className="text-sm text-ink-3">
          {words.interpreterHint}
        </p>
      </div>
      <TextInput
        id={id}
        mono
        aria-describedby={`${id}-note`}
        value={text}
        onChange={setText}
        onBlur={keep}
        list={`${id}-offered`}
        maxLength={200}
        className="max-w-40"
      />
      <datalist id={`${id}-offered`}>
        {interpreters.map((program) => (
          <option key={program} value={program} />
        ))}
      </datalist>
    </form>
  )
}
