import { useQuery } from '@tanstack/react-query'
import { Hourglass } from 'lucide-react'
import { api } from './api/client.ts'
import { cx } from './ui/class-names.ts'
import { duration } from './ui/time.tsx'
import { queueWaitWords as words } from './words.ts'

const minuteMs = 60_000

/** A note that runs wait longer and longer before they start, with the numbers that show it; nothing while they do not. */
export function QueueWait({ className }: { className?: string }) {
  const { data } = useQuery({ ...api.runs.activity.queryOptions(), refetchInterval: minuteMs })
  const waits = data?.growingWait ?? null
  if (waits === null) return null
  return (
    <p className={cx('flex items-center gap-2 text-sm', className)}>
      <Hourglass aria-hidden="true" className="size-3.5 shrink-0 text-warn" />
      <span>
        <strong className="font-semibold">{words.title}</strong> {words.numbers(waits.map((ms) => duration(ms)))}
      </span>
    </p>
  )
}
