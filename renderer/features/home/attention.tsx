import { useQuery } from '@tanstack/react-query'
import { Check } from 'lucide-react'
import { useRef, useState } from 'react'
import { useLocation } from 'wouter'
import type { Alert } from '../../../shared/model/alert.ts'
import { Button } from '../../ui/button.tsx'
import type { HeldRow } from '../../ui/held-rows.ts'
import { useHeldRows } from '../../ui/holds-still.tsx'
import { useKeys } from '../../ui/keys.ts'
import { useSelection } from '../../ui/use-selection.ts'
import { acknowledge, acknowledgeAll, hourMs, retry, snooze } from './alert-actions.ts'
import { AlertRow } from './alert-row.tsx'
import { Part, rows } from './part.tsx'
import { alertsShown, queries } from './queries.ts'
import { Snoozed } from './snoozed.tsx'
import { alertWords as words } from './words.ts'

const shownMost = 500

/** The open alerts: what failed and has not succeeded since, with the line that says why. */
export function Attention() {
  const [limit, setLimit] = useState(alertsShown)
  const frame = useRef<HTMLDivElement>(null)
  const { data } = useQuery(queries.alerts(limit))
  const held = useHeldRows(data?.items ?? [], ({ id }) => id)
  if (!data) return null
  const { items, nextCursor } = data
  // Where the focus goes when its row goes: else the keyboard would be at the top of the page.
  const focus = (): void => frame.current?.focus()
  const leave = (alert: Alert): void => {
    held.drop(alert)
    focus()
  }
  const leaveAll = (): void => {
    for (const { item } of held.rows) held.drop(item)
    focus()
  }
  return (
    <div ref={frame} tabIndex={-1} className="outline-none">
      {held.rows.length === 0 ? (
        <section aria-label={words.title} className="flex min-h-6 items-center gap-2 text-ink-2">
          <Check aria-hidden="true" className="size-4 text-ok" />
          {words.nothing}
        </section>
      ) : (
        <Part
          title={words.title}
          count={`${items.length}${nextCursor === null ? '' : '+'}`}
          aside={
            <Button small look="quiet" onClick={() => void acknowledgeAll().then(leaveAll)}>
              {words.acknowledgeAll}
            </Button>
          }
        >
          <AlertRows alerts={held.rows} leave={leave} />
          {nextCursor !== null && limit < shownMost && (
            <Button small look="quiet" className="mt-1" onClick={() => setLimit(shownMost)}>
              {words.showMore}
            </Button>
          )}
        </Part>
      )}
      <Snoozed />
    </div>
  )
}

function AlertRows({ alerts, leave }: { alerts: HeldRow<Alert>[]; leave(alert: Alert): void }) {
  const [, go] = useLocation()
  const { selected, select } = useSelection(alerts.length, (index) => {
    const run = alerts[index]?.item.run
    if (run) go(`/runs/${run.number}`)
  })
  const onSelected = (act: (alert: Alert) => void) => () => {
    const row = alerts[selected]
    if (row && !row.isGone) act(row.item)
  }
  useKeys({
    retryAlert: onSelected((alert) => void retry(alert)),
    acknowledgeAlert: onSelected((alert) => void acknowledge(alert)),
    snoozeAlert: onSelected((alert) => void snooze(alert, Date.now() + hourMs)),
  })
  return (
    <ul className={rows}>
      {alerts.map(({ item, isGone }, index) => (
        <AlertRow
          key={item.id}
          alert={item}
          isGone={isGone}
          isSelected={index === selected}
          onFocus={() => select(index)}
          leave={() => leave(item)}
        />
      ))}
    </ul>
  )
}
