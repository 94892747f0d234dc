import { useQuery } from '@tanstack/react-query'
import { Moon } from 'lucide-react'
import { useState } from 'react'
import { changePreferences, useKnownPreferences } from '../../preferences.ts'
import { Button } from '../../ui/button.tsx'
import { useHeld } from '../../ui/holds-still.tsx'
import { clockTime, soonInstant } from '../../ui/time.tsx'
import { AwayList } from './away-list.tsx'
import { awaySummary } from './away-summary.ts'
import { queries } from './queries.ts'
import { awayWords as words } from './words.ts'

/** The occurrences that could not start in time, in one line with their list behind a button, until they are dismissed. */
export function Away({ minute }: { minute: number }) {
  const { data } = useQuery(queries.away(minute))
  const held = useHeld(data)
  const preferences = useKnownPreferences()
  const [isOpen, setOpen] = useState(false)
  if (preferences === null || held === undefined) return null
  const summary = awaySummary(held, preferences.dismissedAway)
  if (summary === null) return null
  const { absence, counts, newest } = summary
  return (
    <section aria-label={words.title}>
      <div className="flex min-h-9 flex-wrap items-center gap-x-2 gap-y-0.5 rounded-md border border-rule bg-raised py-1 pr-1 pl-3">
        <Moon aria-hidden="true" className="size-4 shrink-0 text-ink-3" />
        <h2 className="font-semibold">{words.title}</h2>
        <p className="min-w-0 flex-1 text-ink-2">
          {absence && `${words.absence(absence.kind, soonInstant(absence.from), endOf(absence))} · `}
          {words.counts(counts)}
        </p>
        <Button small aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? words.hide : words.review}
        </Button>
        <Button small look="quiet" onClick={() => void changePreferences(() => ({ dismissedAway: newest }))}>
          {words.dismiss}
        </Button>
      </div>
      {isOpen && <AwayList summary={summary} />}
    </section>
  )
}

/** Without the day where it ends on the day on which it began. */
const endOf = ({ from, to }: { from: number; to: number }): string =>
  new Date(from).toDateString() === new Date(to).toDateString() ? clockTime(to) : soonInstant(to)
