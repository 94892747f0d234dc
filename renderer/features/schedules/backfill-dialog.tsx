import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { BackfillDraft } from '../../../shared/model/backfill.ts'
import type { Schedule } from '../../../shared/model/schedule.ts'
import { api, client, issuesOf, messageOf } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { fieldProblems, numberField } from '../../ui/number-field.ts'
import { Check } from '../../ui/section.tsx'
import { toast } from '../../ui/toasts.tsx'
import { useDebounced } from '../../ui/use-debounced.ts'
import type { Problems } from '../../ui/use-edited.ts'
import { instant, wallText } from './form.ts'

const dayMs = 86_400_000

/** Asks for a range of past occurrences to run, and says how many runs that means before any starts. */
export function BackfillDialog({ schedule, onClose }: { schedule: Schedule; onClose(): void }) {
  const { id, tz } = schedule
  const [opened] = useState(Date.now)
  // A schedule that was made today has no yesterday: its occurrences begin when it was made.
  const [from, setFrom] = useState(() => wallText(wholeMinute(Math.max(opened - dayMs, schedule.createdAt)), tz))
  const [to, setTo] = useState(() => wallText(wholeMinute(opened), tz))
  const [atOnce, setAtOnce] = useState('1')
  const [again, setAgain] = useState(false)
  const [shown, setShown] = useState<Problems>({})
  const [busy, setBusy] = useState(false)

  const { draft, problems } = useMemo(
    () => check({ from: instant(from, tz), to: instant(to, tz), again, atOnce: numberField(atOnce) }),
    [from, to, again, atOnce, tz],
  )
  const key = useDebounced(JSON.stringify(draft))
  const asked = useMemo(() => JSON.parse(key) as BackfillDraft | null, [key])
  const query = useQuery({
    ...api.backfills.preview.queryOptions({ input: { id, ...(asked ?? { from: 0, to: 0 }) } }),
    enabled: asked !== null,
    retry: false,
  })

  const start = async () => {
    if (draft === null) return setShown(problems)
    setBusy(true)
    try {
      const { total } = await client.backfills.create({ id, ...draft })
      toast(total === 1 ? 'Backfill of 1 run started' : `Backfill of ${total.toLocaleString('en')} runs started`)
      onClose()
    } catch (error) {
      const issues = issuesOf(error)
      setShown(Object.keys(issues).length > 0 ? issues : { from: messageOf(error) })
    } finally {
      setBusy(false)
    }
  }

  return (
    <Dialog open onClose={onClose} title="Backfill">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void start()
        }}
        className="flex flex-col gap-4"
      >
        <div className="flex flex-col gap-3">
          <Field label={`From (${tz})`} error={shown['from']}>
            <TextInput autoFocus type="datetime-local" value={from} onChange={setFrom} className="w-60!" />
          </Field>
          <Field label="To" error={shown['to']}>
            <TextInput type="datetime-local" value={to} onChange={setTo} className="w-60!" />
          </Field>
        </div>
        <Field label="Runs in parallel" hint="Oldest first. LOCALFLOW_DUE tells a run its scheduled time" error={shown['atOnce']}>
          <TextInput inputMode="numeric" value={atOnce} onChange={setAtOnce} className="max-w-20" />
        </Field>
        <Check checked={again} onChange={setAgain}>
          Include occurrences that succeeded
        </Check>
        <p aria-live="polite" className="min-h-9 text-ink-2">
          {query.isError ? <span className="text-bad">{messageOf(query.error)}</span> : query.data && previewText(query.data)}
        </p>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" disabled={busy || query.data?.isTooMany || query.data?.count === 0}>
            {query.data && query.data.count > 1 ? `Start ${query.data.count.toLocaleString('en')} runs` : 'Start backfill'}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function previewText({ count, leftOut, isTooMany }: { count: number; leftOut: number; isTooMany: boolean }): string {
  if (isTooMany) return 'More runs than one backfill takes. Choose a shorter range.'
  const left = leftOut === 0 ? '' : ` ${leftOut.toLocaleString('en')} that succeeded are left out.`
  if (count === 0) return `No occurrences in this range.${left}`
  return `${count.toLocaleString('en')} ${count === 1 ? 'run' : 'runs'}.${left}`
}

const wholeMinute = (at: number): number => at - (at % 60_000)

const noNumber = (field: string): string => (field === 'atOnce' ? 'must be a number' : 'must be a date and a time')

function check(input: object): { draft: BackfillDraft; problems: null } | { draft: null; problems: Problems } {
  const parsed = BackfillDraft.safeParse(input)
  if (parsed.success) return { draft: parsed.data, problems: null }
  return { draft: null, problems: fieldProblems(parsed.error.issues, (path) => path, noNumber) }
}
