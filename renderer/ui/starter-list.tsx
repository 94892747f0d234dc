import { Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { Problem } from './problem.tsx'

type Props = {
  title: string
  /** Where a new one is written. */
  newHref: string
  add: string
  /** Said where there are none. */
  none: string
  isEmpty: boolean
  /** Why they could not be read. */
  problem: string | null
  retry(): void
  children: ReactNode
}

/** What starts a job, by its kind: a list of short rows, with a way to add one. */
export const StarterList = ({ title, newHref, add, none, isEmpty, problem, retry, children }: Props) => (
  <section aria-label={title} className="mb-4 border-b border-rule pb-3">
    <div className="flex items-center">
      <h2 className="text-sm font-medium text-ink-2">{title}</h2>
      <Link
        href={newHref}
        className="ml-auto inline-flex h-6 items-center gap-1 rounded-md px-1.5 text-sm text-accent hover:bg-hover"
      >
        <Plus aria-hidden="true" className="size-3.5" />
        {add}
      </Link>
    </div>
    {problem !== null && <Problem message={problem} retry={retry} />}
    {isEmpty && <p className="text-sm text-ink-3">{none}</p>}
    <ul>{children}</ul>
  </section>
)
