import { Hourglass } from 'lucide-react'
import type { WaitingService } from '../../../shared/model/worker.ts'
import { Ago } from '../../ui/time.tsx'
import { words } from './words.ts'

/** Services with tasks but without a worker. */
export function WaitingServices({ services }: { services: WaitingService[] }) {
  if (services.length === 0) return null
  return (
    <section aria-label={words.waiting} className="mx-4 my-4 shrink-0 rounded-md border border-warn bg-warn-bg p-3">
      <h2 className="mb-1.5 font-semibold">{words.waiting}</h2>
      <ul className="flex flex-col gap-1">
        {services.map(({ service, mode, count, since }) => (
          <li key={`${service} ${mode}`} className="flex items-center gap-2 text-sm">
            <Hourglass aria-hidden="true" className="size-3.5 shrink-0 text-warn" />
            <code className="font-mono font-medium">{service}</code>
            <span className="text-ink-2">{words.waitingTasks(count, <Ago at={since} />, mode === 'pull')}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
