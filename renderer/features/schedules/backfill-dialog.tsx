import { useMutation, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { BackfillDraft } from '../../../shared/model/backfill.ts'
import type { Schedule } from '../../../shared/model/schedule.ts'
import { api, issuesOf, messageOf } from '../../api/client.ts'
import type { Checked } from '../../editor/use-editor.ts'
import { Field, TextInput } from '../../ui/field.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { fieldProblems, numberField } from '../../ui/number-field.ts'
import type { Problems } from '../../ui/problems.ts'
import { Check } from '../../ui/section.tsx'
import { toast } from '../../ui/toasts.tsx'
import { useDebounced } from '../../ui/use-debounced.ts'
import { instant, wallText } from './form.ts'
import { words } from './words.ts'

const dayMs = 86_400_000

/** Asks for a range of past occurrences to run, and says how many runs that is before any starts. */
export function BackfillDialog({ schedule, onClose }: { schedule: Schedule; onClose(): void }) {
  const { id, tz } = schedule
  const [opened] = useState(Date.now)
  // A schedule that was made today has no yesterday: its occurrences begin when it was made.
  const [from, setFrom] = useState(() => wallText(wholeMinute(Math.max(opened - dayMs, schedule.createdAt)), tz))
  const [to, setTo] = useState(() => wallText(wholeMinute(opened), tz))
  const [atOnce, setAtOnce] = useState('1')
  const [again, setAgain] = useState(false)
  const [shown, setShown] = useState<Problems>({})

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

  const start = useMutation(
    api.backfills.create.mutationOptions({
      onSuccess({ total }) {
        toast(words.startedBackfill(total))
        onClose()
      },
      onError(error) {
        const issues = issuesOf(error)
        setShown(Object.keys(issues).length > 0 ? issues : { from: messageOf(error) })
      },
    }),
  )
  const count = query.data?.count ?? 0

  return (
    <FormDialog
      title={words.backfill}
      submit={count > 1 ? words.startRuns(count) : words.startBackfill}
      isBusy={start.isPending}
      isReady={!query.data?.isTooMany && query.data?.count !== 0}
      onSubmit={() => (draft === null ? setShown(problems) : start.mutate({ id, ...draft }))}
      onClose={onClose}
    >
      <div className="flex flex-col gap-3">
        <Field label={words.backfillFrom(tz)} error={shown['from']}>
          <TextInput autoFocus type="datetime-local" value={from} onChange={setFrom} className="w-60!" />
        </Field>
        <Field label={words.to} error={shown['to']}>
          <TextInput type="datetime-local" value={to} onChange={setTo} className="w-60!" />
        </Field>
      </div>
      <Field label={words.parallel} hint={words.parallelHint} error={shown['atOnce']}>
        <TextInput inputMode="numeric" value={atOnce} onChange={setAtOnce} className="max-w-20" />
      </Field>
      <Check checked={again} onChange={setAgain}>
        {words.includeSucceeded}
      </Check>
      <p aria-live="polite" className="min-h-9 text-ink-2">
        {query.isError ? <span className="text-bad">{messageOf(query.error)}</span> : query.data && previewText(query.data)}
      </p>
    </FormDialog>
  )
}

function previewText({ count, leftOut, isTooMany }: { count: number; leftOut: number; isTooMany: boolean }): string {
  return isTooMany ? words.tooMany : words.plannedRuns(count, leftOut)
}

const wholeMinute = (at: number): number => at - (at % 60_000)

const noNumber = (field: string): string => (field === 'atOnce' ? 'must be a number' : 'must be a date and a time')

function check(input: object): Checked<BackfillDraft> {
  const parsed = BackfillDraft.safeParse(input)
  if (parsed.success) return { draft: parsed.data, problems: null }
  return { draft: null, problems: fieldProblems(parsed.error.issues, (path) => path, noNumber) }
}
