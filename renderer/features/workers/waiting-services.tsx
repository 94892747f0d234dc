import { Hourglass } from 'lucide-react'
import type { WaitingService } from '../../../shared/model/worker.ts'
import { Ago } from '../../ui/time.tsx'

/** Work that nobody is there for; nothing where there is none. */
export function WaitingServices({ services }: { services: WaitingService[] }) {
  if (services.length === 0) return null
  return (
    <section aria-label="Waiting for a worker" className="mx-4 my-4 shrink-0 rounded-md border border-warn bg-warn-bg p-3">
      <h2 className="mb-1.5 font-semibold">Waiting for a worker</h2>
      <ul className="flex flex-col gap-1">
        {services.map(({ service, mode, count, since }) => (
          <li key={`${service} ${mode}`} className="flex items-center gap-2 text-sm">
            <Hourglass aria-hidden="true" className="size-3.5 shrink-0 text-warn" />
            <code className="font-mono font-medium">{service}</code>
            <span className="text-ink-2">
              {count.toLocaleString('en')}
              {count >= 1_000 ? '+' : ''} {count === 1 ? 'task' : 'tasks'}, the first <Ago at={since} />
              {mode === 'pull' ? ', for one that asks for work (--pull)' : ''}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
