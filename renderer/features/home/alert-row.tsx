import { BellOff, Check, RotateCw } from 'lucide-react'
import { Link } from 'wouter'
import type { Alert } from '../../../shared/model/alert.ts'
import { Status } from '../../run-status.tsx'
import { Button } from '../../ui/button.tsx'
import { cx } from '../../ui/class-names.ts'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { Ago } from '../../ui/time.tsx'
import { acknowledge, retry, snooze, snoozeTimes } from './alert-actions.ts'
import { gone, row } from './part.tsx'
import { alertWords as words } from './words.ts'

type Props = { alert: Alert; isGone: boolean; isSelected: boolean; onFocus(): void; leave(): void }

/** What failed, why, how often and when; the actions are there once the row is pointed at, focused or selected. */
export function AlertRow({ alert, isGone, isSelected, onFocus, leave }: Props) {
  const { subject, run, count, lastAt, muted, paused, error } = alert
  return (
    <li
      onFocus={onFocus}
      aria-current={isSelected ? 'true' : undefined}
      className={cx(row, 'group relative', isGone && gone, isSelected ? 'bg-selected' : 'hover:bg-hover')}
    >
      <span className="w-32">{run && <Status facts={run} />}</span>
      <span className="min-w-44 flex-1">
        <span className="flex min-w-0 items-baseline gap-1.5">
          {run === null ? (
            <span className="truncate font-medium">{subject.name}</span>
          ) : (
            <Link href={`/runs/${run.number}`} className="truncate font-medium hover:underline" title={subject.name}>
              {subject.name}
            </Link>
          )}
          {paused !== null && <span className="shrink-0 text-sm text-warn">{paused}</span>}
          {muted && <span className="text-sm text-ink-3">{words.muted}</span>}
        </span>
        {error !== null && (
          <span className="block truncate font-mono text-sm text-ink-2" title={error}>
            {error}
          </span>
        )}
      </span>
      <span className="text-xs text-ink-3 tabular-nums">
        {count > 1 && words.times(count)}
        <Ago at={lastAt} />
      </span>
      {!isGone && <RowActions alert={alert} isShown={isSelected} leave={leave} />}
    </li>
  )
}

/** They lie over the time, so that nothing moves when they appear, and the text below them fades out. */
function RowActions({ alert, isShown, leave }: { alert: Alert; isShown: boolean; leave(): void }) {
  const { name } = alert.subject
  return (
    <span
      className={cx(
        'absolute inset-y-px right-px flex items-center gap-1 pr-2 pl-1 group-focus-within:opacity-100 group-hover:opacity-100',
        'before:absolute before:inset-y-0 before:-left-6 before:w-6 before:bg-linear-to-r before:from-transparent',
        'has-[[data-popup-open]]:opacity-100',
        isShown ? 'bg-selected before:to-selected' : 'bg-hover opacity-0 before:to-hover',
      )}
    >
      <Button small aria-label={words.retryOf(name)} onClick={() => void retry(alert)}>
        <RotateCw aria-hidden="true" className="size-3" />
        {words.retry}
      </Button>
      <Button
        small
        aria-label={words.acknowledgeOf(name)}
        onClick={() => {
          leave()
          void acknowledge(alert)
        }}
      >
        <Check aria-hidden="true" className="size-3.5" />
        {words.acknowledge}
      </Button>
      <Menu
        trigger={
          <Button small aria-label={words.snoozeOf(name)}>
            <BellOff aria-hidden="true" className="size-3" />
            {words.snooze}
          </Button>
        }
      >
        {snoozeTimes().map(({ label, until }) => (
          <MenuItem
            key={label}
            onSelect={() => {
              leave()
              void snooze(alert, until)
            }}
          >
            {label}
          </MenuItem>
        ))}
      </Menu>
    </span>
  )
}
