import { useQuery } from '@tanstack/react-query'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import type { Alert } from '../../../shared/model/alert.ts'
import { Button } from '../../ui/button.tsx'
import { useHeld } from '../../ui/holds-still.tsx'
import { Name } from '../../ui/name.tsx'
import { soonInstant } from '../../ui/time.tsx'
import { reopen } from './alert-actions.ts'
import { line, rows } from './part.tsx'
import { queries } from './queries.ts'
import { alertWords as words } from './words.ts'

/** The snoozed alerts, behind their number, each with its time and a way to reopen it before. */
export function Snoozed() {
  const { data } = useQuery(queries.snoozed())
  const alerts = useHeld(data?.items ?? [])
  const [isOpen, setOpen] = useState(false)
  if (alerts.length === 0) return null
  const Icon = isOpen ? ChevronDown : ChevronRight
  return (
    <div className="mt-1">
      <Button small look="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)} className="-ml-2 text-ink-2">
        <Icon aria-hidden="true" className="size-3.5" />
        {words.countSnoozed(alerts.length)}
      </Button>
      {isOpen && (
        <ul className={`mt-1 ${rows}`}>
          {alerts.map((alert) => (
            <SnoozedRow key={alert.id} alert={alert} />
          ))}
        </ul>
      )}
    </div>
  )
}

const SnoozedRow = ({ alert }: { alert: Alert }) => (
  <li className={line}>
    <Name className="flex-1">{alert.subject.name}</Name>
    {alert.snoozedUntil !== null && (
      <span className="shrink-0 text-sm text-ink-3">{words.until(soonInstant(alert.snoozedUntil))}</span>
    )}
    <Button small aria-label={words.wakeOf(alert.subject.name)} onClick={() => void reopen(alert)}>
      {words.wake}
    </Button>
  </li>
)
